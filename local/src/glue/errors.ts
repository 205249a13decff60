import { ServiceError } from '../service.ts';

/** Glue's errors that the local catalog raises, with their HTTP status. https://docs.aws.amazon.com/glue/latest/webapi/API_GetPartition.html#API_GetPartition_Errors */
const statusOf = {
  AlreadyExistsException: 400,
  EntityNotFoundException: 400,
  InvalidInputException: 400,
} as const;

export function glueError(code: keyof typeof statusOf, message: string): ServiceError {
  return new ServiceError(code, message, statusOf[code]);
}

export const invalidInput = (message: string) => glueError('InvalidInputException', message);
