import { createHash } from 'node:crypto';
import { argumentError } from './argument-error.ts';

const algorithms: Record<string, string> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/** `$hash(text, algorithm)`: lower-case hexadecimal digest of the UTF-8 text; nothing without an algorithm. */
export function hash(text?: string, algorithm?: string): string | undefined {
  if (text === undefined || algorithm === undefined) return undefined;
  if (!Object.hasOwn(algorithms, algorithm)) {
    throw argumentError(`Hash algorithm '${algorithm}' must be one of SHA-1, SHA-384, SHA-256, SHA-512, MD5`);
  }
  return createHash(algorithms[algorithm]!).update(text, 'utf8').digest('hex');
}
