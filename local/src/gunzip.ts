import { once } from 'node:events';
import { createGunzip } from 'node:zlib';
import type { Gunzip } from 'node:zlib';

/** What zlib says, and what to do then; anything else is damage in the middle. */
const problems: Record<string, string> = {
  'unexpected end of file': 'its gzip breaks off: copy it again',
  'incorrect header check': 'other bytes follow the end of its gzip: pack it again',
};

/** Gzip that is not whole. Its message follows the file's name. */
export class BrokenGzip extends Error {}

/** Large enough that unpacking takes longer than handing over. */
const chunkSize = 1 << 18;

/**
 * The content of gzip, of one member or several, held to its checksums and lengths to the last byte. Only zeros may
 * follow, as tapes pad them.
 * @throws BrokenGzip
 */
export async function* gunzip(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const unpacker = createGunzip({ chunkSize });
  const fed = feed(source, unpacker);
  fed.catch((error: Error) => unpacker.destroy(error));
  try {
    yield* unpacker as AsyncIterable<Buffer>;
    await fed;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!code?.startsWith('Z_')) throw error;
    throw new BrokenGzip(problems[message] ?? `its gzip is damaged (${message}): copy it again`, {
      cause: error,
    });
  }
}

/** zlib skips everything behind zeros that follow a member, without a word: so what it leaves is looked at here. */
async function feed(source: AsyncIterable<Uint8Array>, unpacker: Gunzip): Promise<void> {
  const closed = once(unpacker, 'close').catch(() => undefined);
  let given = 0;
  let isOver = false;
  for await (const chunk of source) {
    let rest = chunk;
    if (!isOver) {
      given += chunk.length;
      await Promise.race([new Promise((written) => unpacker.write(chunk, written)), closed]);
      rest = chunk.subarray(chunk.length - (given - unpacker.bytesWritten));
      isOver = rest.length > 0;
    }
    if (rest.some((byte) => byte !== 0)) throw new BrokenGzip(problems['incorrect header check']);
  }
  if (!isOver) unpacker.end();
}
