/**
 * Which keys the local bucket can hold, and where. An object is the file `<bucket directory>/<key>`, so that a SQL engine
 * and people can read it. Where no file can bear the key, it lies beside the bucket's directory.
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
  const dots = key.split('/').find((segment) => segment === '.' || segment === '..');
  return dots && `it has the segment "${dots}", which tools and file systems resolve`;
}

/**
 * Refuses a key under which nothing can be written.
 * @throws KeyTooLongError beyond AWS's limit; NotImplemented where AWS has none
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
  if (problem === undefined) return;
  throw s3Error(
    'NotImplemented',
    `The local S3 cannot store the key ${JSON.stringify(key)}: ${problem}. Choose another key.`,
    { Key: key },
  );
}

/** The file of an object whose key a path can be; undefined where it ends in `/`, holds `//` or a segment too long. */
export function objectFile(bucketDirectory: string, key: string): string | undefined {
  const segments = key.split('/');
  const fits = segments.every((segment) => segment !== '' && Buffer.byteLength(segment) <= maxSegmentBytes);
  return fits ? join(bucketDirectory, ...segments) : undefined;
}

/** The keys that are folders of a key: `a` and `a/b` of `a/b/c`. */
export function foldersOf(key: string): string[] {
  const segments = key.split('/').slice(0, -1);
  return segments.map((_, end) => segments.slice(0, end + 1).join('/'));
}
