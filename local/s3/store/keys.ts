/**
 * Which keys the local bucket can hold. An object is the file `<bucket directory>/<key>`, so that a SQL engine can
 * read it; a key that no file can bear, or whose file would lie elsewhere, is refused.
 */
import { join } from 'node:path';
import { s3Error } from '../errors.ts';

/** AWS's limit: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const maxKeyBytes = 1024;
/** The limit of the usual file systems for one name. */
const maxSegmentBytes = 255;

/** Says why no object can have this key here; undefined when one can. */
export function keyProblem(key: string): string | undefined {
  if (/\p{Surrogate}/u.test(key)) return 'it is not well-formed Unicode';
  if (key.includes('\0')) return 'it contains a NUL character';
  for (const segment of key.split('/')) {
    if (segment === '') return 'it has an empty segment (it starts or ends with "/", or contains "//")';
    if (segment === '.' || segment === '..') return `it has the segment "${segment}"`;
    if (Buffer.byteLength(segment) > maxSegmentBytes)
      return `a segment is longer than ${maxSegmentBytes} bytes`;
  }
  return undefined;
}

/**
 * Refuses a key under which nothing can be written.
 * @throws KeyTooLongError beyond AWS's limit; NotImplemented where only the local file system is the limit.
 */
export function assertWritableKey(key: unknown): asserts key is string {
  if (typeof key !== 'string' || key === '') {
    throw s3Error('InvalidArgument', `Key must be a non-empty string, not ${JSON.stringify(key)}.`);
  }
  const bytes = Buffer.byteLength(key);
  if (bytes > maxKeyBytes) {
    throw s3Error(
      'KeyTooLongError',
      `Your key is too long: ${bytes} bytes, at most ${maxKeyBytes} are allowed.`,
      {
        Size: bytes,
        MaxSizeAllowed: maxKeyBytes,
      },
    );
  }
  const problem = keyProblem(key);
  if (problem) throw refusedKey(key, problem);
}

/** The error for a key that AWS would take and a file system cannot. */
export function refusedKey(key: string, problem: string) {
  return s3Error(
    'NotImplemented',
    `The local S3 keeps each object as a file and cannot store the key ${JSON.stringify(key)}: ${problem}. Choose another key.`,
    { Key: key },
  );
}

/** The object's file. The key must have no `keyProblem`. */
export function objectFile(bucketDirectory: string, key: string): string {
  return join(bucketDirectory, ...key.split('/'));
}
