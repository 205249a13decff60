import { once } from 'node:events';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** Bytes as they arrive, unzipped if they are gzip. */
export async function unzipped(body: Readable): Promise<Readable> {
  if (!(await startsAsGzip(body))) return body;
  // Errors of either stream reach the reader of the last one; nobody waits for the callback.
  return pipeline(body, createGunzip({ chunkSize: 1 << 18 }), () => undefined);
}

async function startsAsGzip(body: Readable): Promise<boolean> {
  await once(body, 'readable');
  const first = body.read() as Buffer | null;
  if (!first) return false;
  body.unshift(first);
  return first[0] === 0x1f && first[1] === 0x8b;
}
