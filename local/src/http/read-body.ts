import type { IncomingMessage } from 'node:http';
import type { ServiceError } from '../service.ts';

/** The request's bytes. Stopping early leaves the connection open, so that an error can still be answered. */
export function chunksOf(request: IncomingMessage): AsyncIterable<Buffer> {
  return {
    [Symbol.asyncIterator]: () => request.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>,
  };
}

/**
 * A whole body.
 * @param tooLarge thrown when the body has more bytes than the limit
 */
export async function readBody(
  chunks: AsyncIterable<Uint8Array>,
  limitBytes: number,
  tooLarge: ServiceError,
): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of chunks) {
    bytes += part.length;
    if (bytes > limitBytes) throw tooLarge;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
