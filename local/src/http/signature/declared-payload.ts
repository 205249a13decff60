/**
 * The header X-Amz-Content-Sha256, in which S3's clients say what of the body they signed:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { s3Error } from '../../s3/errors.ts';

/** A hash of the body, no hash at all, or signatures of its chunks, with or without one of its trailers. */
export type DeclaredPayload = { hash: string } | 'unsigned' | 'chunks' | 'chunksAndTrailers';

const forms: Record<string, DeclaredPayload> = {
  'UNSIGNED-PAYLOAD': 'unsigned',
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER': 'unsigned',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD': 'chunks',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER': 'chunksAndTrailers',
};

/** @throws InvalidRequest when the header is missing, InvalidArgument for a value that S3 does not know */
export function declaredPayload(headers: IncomingHttpHeaders): DeclaredPayload {
  const value = headers['x-amz-content-sha256'];
  if (value === undefined) {
    throw s3Error('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  }
  const text = String(value);
  if (Object.hasOwn(forms, text)) return forms[text]!;
  if (/^[0-9a-f]{64}$/.test(text)) return { hash: text };
  throw s3Error(
    'InvalidArgument',
    `x-amz-content-sha256 must be ${Object.keys(forms).join(', ')} or a valid sha256 value.`,
    { ArgumentName: 'x-amz-content-sha256', ArgumentValue: text },
  );
}

/**
 * Passes a body through and compares its hash at the end.
 * @throws XAmzContentSHA256Mismatch in the body's stream, after the last chunk
 */
export async function* hashed(body: AsyncIterable<Buffer>, declared: string): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  for await (const chunk of body) {
    hash.update(chunk);
    yield chunk;
  }
  const calculated = hash.digest('hex');
  if (calculated === declared) return;
  throw s3Error(
    'XAmzContentSHA256Mismatch',
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
    { ClientComputedContentSHA256: declared, S3ComputedContentSHA256: calculated },
  );
}
