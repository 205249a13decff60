import { ServiceError } from '../service.ts';

/** S3's error codes with their HTTP status: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const statusOf = {
  AccessDenied: 403,
  BadDigest: 400,
  ConditionalRequestConflict: 409,
  EntityTooSmall: 400,
  IncompleteBody: 400,
  InvalidArgument: 400,
  InvalidDigest: 400,
  InvalidPart: 400,
  InvalidPartOrder: 400,
  InvalidRange: 416,
  InvalidRequest: 400,
  InvalidURI: 400,
  KeyTooLongError: 400,
  MalformedXML: 400,
  MetadataTooLarge: 400,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NoSuchUpload: 404,
  NotImplemented: 501,
  NotModified: 304,
  PreconditionFailed: 412,
  XAmzContentSHA256Mismatch: 400,
} as const;

export type S3Code = keyof typeof statusOf;

/** An error of S3; `details` become further elements of the error document, e.g. `Key`. */
export function s3Error(code: S3Code, message: string, details: Record<string, unknown> = {}): ServiceError {
  return new ServiceError(code, message, statusOf[code], details);
}
