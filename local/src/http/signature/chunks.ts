/**
 * Signatures of a body in chunks. Each builds on the one before, the first on the request's own:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html, with trailers
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
import { createHash } from 'node:crypto';
import type { Authorization } from './authorization.ts';
import { SignatureRefusal } from './refusal.ts';
import { equal } from './signer.ts';
import type { Signer } from './signer.ts';

/** Verifies the chunks of one body, in their order. */
export interface ChunkSignatures {
  /**
   * @param hash SHA-256 of the chunk's bytes, hexadecimal
   * @throws SignatureRefusal
   */
  verifyChunk(signature: string | undefined, hash: string): Promise<void>;
  /** @throws SignatureRefusal */
  verifyTrailers(trailers: ReadonlyMap<string, string>): Promise<void>;
}

const trailerSignature = 'x-amz-trailer-signature';
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

/** @param trailers whether the trailers are signed too */
export function chunkSignatures(
  authorization: Authorization,
  signer: Signer,
  { trailers }: { trailers: boolean },
): ChunkSignatures {
  const { timeText, date, region, service } = authorization;
  const scope = `${date}/${region}/${service}/aws4_request`;
  let previous = authorization.signature;

  async function verify(signature: string | undefined, kind: string, hashes: string[]): Promise<void> {
    const text = [`AWS4-HMAC-SHA256-${kind}`, timeText, scope, previous, ...hashes].join('\n');
    const expected = signer.ofText(text);
    if (!equal(signature, expected)) throw new SignatureRefusal('mismatch');
    previous = expected;
  }

  return {
    verifyChunk: (signature, hash) => verify(signature, 'PAYLOAD', [hashOf(''), hash]),
    async verifyTrailers(values) {
      if (!trailers) return;
      const signed = [...values].filter(([name]) => name !== trailerSignature);
      const text = signed.map(([name, value]) => `${name}:${value}\n`).join('');
      await verify(values.get(trailerSignature), 'TRAILER', [hashOf(text)]);
    },
  };
}
