import { ServiceError } from '../service.ts';

/** Athena's errors that the local service raises, with their HTTP status. https://docs.aws.amazon.com/athena/latest/APIReference/CommonErrors.html */
const statusOf = {
  InvalidRequestException: 400,
  MetadataException: 400,
} as const;

export function athenaError(
  code: keyof typeof statusOf,
  message: string,
  details: Record<string, unknown> = {},
): ServiceError {
  return new ServiceError(code, message, statusOf[code], details);
}

export function invalidRequest(message: string, athenaErrorCode = 'INVALID_INPUT'): ServiceError {
  // Athena says it twice.
  return athenaError('InvalidRequestException', message, {
    AthenaErrorCode: athenaErrorCode,
    ErrorCode: athenaErrorCode,
  });
}
