import { createHash, randomUUID } from 'node:crypto';
import { open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
  async function* measured() {
    for await (const chunk of body) {
      md5.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  }
  // Opened before the body is read: a file that is still being opened when the body fails would come after its removal.
  const file = await open(path, 'wx');
  try {
    await writeFile(file, measured(), { signal });
  } catch (error) {
    await rm(path, { force: true });
    throw Object.assign(error as Error, { path });
  } finally {
    await file.close();
  }
  return { path, size, md5: md5.digest('hex') };
}
