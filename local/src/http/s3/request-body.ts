import type { IncomingMessage } from 'node:http';
import { s3Error } from '../../s3/errors.ts';
import { digests } from '../../s3/integrity/digests.ts';
import type { Algorithm } from '../../s3/integrity/digests.ts';
import { verified } from '../../s3/integrity/verified.ts';
import type { Expected } from '../../s3/integrity/verified.ts';
import type { Exchange } from '../protocol.ts';
import { decodeAwsChunked } from './aws-chunked.ts';

const checksumTrailer = 'x-amz-checksum-';

/** A request's body as it was before it was encoded for the transfer. */
export interface DecodedBody {
  bytes: AsyncIterable<Uint8Array>;
  /** How many bytes the client says there are, where the encoding hides it. */
  length?: number;
}

/**
 * Decodes aws-chunked where it is used, and verifies its signatures and the checksums in its trailers.
 * @throws NotImplemented for an unknown checksum
 */
export function decodedBody({ request, body, chunks }: Exchange): DecodedBody {
  const { headers } = request;
  if (!isAwsChunked(headers)) return { bytes: body };
  const trailers = new Map<string, string>();
  const decoded = decodeAwsChunked(body, trailers, chunks);
  const length = headers['x-amz-decoded-content-length'];
  return {
    bytes: verified(decoded, expectedInTrailers(headers['x-amz-trailer'], trailers)),
    length: length === undefined ? undefined : Number(length),
  };
}

function isAwsChunked(headers: IncomingMessage['headers']): boolean {
  const encodings = headers['content-encoding']?.split(',').map((encoding) => encoding.trim()) ?? [];
  return (
    encodings.includes('aws-chunked') || String(headers['x-amz-content-sha256']).startsWith('STREAMING-')
  );
}

/** @param announced the header X-Amz-Trailer, a list of the trailers' names */
function expectedInTrailers(
  announced: string | string[] | undefined,
  trailers: Map<string, string>,
): Expected {
  const expected: Expected = {};
  for (const name of String(announced ?? '')
    .toLowerCase()
    .split(',')
    .map((part) => part.trim())) {
    if (!name.startsWith(checksumTrailer)) continue;
    const algorithm = name.slice(checksumTrailer.length).toUpperCase();
    if (!Object.hasOwn(digests, algorithm)) {
      const known = Object.keys(digests).join(', ');
      throw s3Error(
        'NotImplemented',
        `The local S3 does not verify checksums of ${algorithm}. It has: ${known}.`,
      );
    }
    expected[algorithm as Algorithm] = () => trailers.get(name);
  }
  return expected;
}
