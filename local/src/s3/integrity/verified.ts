import { s3Error } from '../errors.ts';
import { digests } from './digests.ts';
import type { Algorithm } from './digests.ts';

/** What a body must digest to, in base64. Asked for when the body has ended, as trailers are known only then. */
export type Expected = Partial<Record<Algorithm, () => string | undefined>>;

/**
 * Passes a body through and compares its digests at the end.
 * @throws BadDigest in the body's stream, after the last chunk
 */
export async function* verified(
  body: AsyncIterable<Uint8Array>,
  expected: Expected,
): AsyncGenerator<Uint8Array> {
  const checks = (Object.keys(expected) as Algorithm[]).map((algorithm) => ({
    algorithm,
    digest: digests[algorithm](),
  }));
  for await (const chunk of body) {
    for (const { digest } of checks) digest.update(chunk);
    yield chunk;
  }
  for (const { algorithm, digest } of checks) compare(algorithm, digest.base64(), expected[algorithm]!());
}

function compare(algorithm: Algorithm, calculated: string, expected: string | undefined): void {
  if (calculated === expected) return;
  if (algorithm === 'MD5') {
    throw s3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.', {
      ExpectedDigest: expected,
      CalculatedDigest: calculated,
    });
  }
  throw badDigest(algorithm, calculated, expected);
}

/** The error for a checksum that is not the one that was sent. */
export function badDigest(algorithm: Algorithm, calculated: string, expected: string | undefined) {
  return s3Error(
    'BadDigest',
    `The ${algorithm} you specified did not match the calculated checksum: ${calculated} was calculated, ${expected ?? 'nothing'} was sent.`,
  );
}
