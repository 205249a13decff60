import { createHash, randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ReceivedFile } from './object.ts';

/**
 * Writes a body to a file of its own in the scratch directory. When the body breaks off, nothing remains.
 * @param signal ends the writing when the caller has gone
 */
export async function receive(
  body: AsyncIterable<Uint8Array>,
  scratch: string,
  signal: AbortSignal | undefined,
): Promise<ReceivedFile> {
  const path = join(scratch, randomUUID());
  const md5 = createHash('md5');
  let size = 0;
  async function* measured(chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      md5.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  }
  // Opened before the body is read: a file that is still being opened when the body fails would come after its removal.
  const file = await open(path, 'wx');
  try {
    await pipeline(body, measured, file.createWriteStream(), { signal });
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return { path, size, md5: md5.digest('hex') };
}
