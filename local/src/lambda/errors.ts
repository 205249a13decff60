import { ServiceError } from '../service.ts';

/** The errors of Lambda's API with their HTTP status. */
const status = {
  InvalidParameterValueException: 400,
  InvalidRequestContentException: 400,
  RequestTooLargeException: 413,
  ResourceNotFoundException: 404,
  ServiceException: 500,
  TooManyRequestsException: 429,
} as const;

/**
 * An error of Lambda's API; `Type` says whose fault it is, as on AWS.
 * @param details further members, e.g. the `Reason` of a throttled request
 */
export function lambdaError(
  code: keyof typeof status,
  message: string,
  details: Record<string, string> = {},
): ServiceError {
  const Type = code === 'ServiceException' ? 'Service' : 'User';
  return new ServiceError(code, message, status[code], { Type, ...details });
}
