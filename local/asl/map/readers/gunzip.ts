import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ItemReaderFailed } from '../../errors.ts';

/** The bytes as they are, or unpacked where they are gzip's: known by its first two. */
export async function* gunzip(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  let start: Uint8Array = new Uint8Array();
  let next = await iterator.next();
  for (; !next.done; next = await iterator.next()) {
    start = Buffer.concat([start, next.value]);
    if (start.length >= 2) break;
  }
  const whole = rejoined(start, iterator);
  if (start[0] === 0x1f && start[1] === 0x8b) yield* unpacked(whole);
  else yield* whole;
}

async function* rejoined(start: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield start;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

async function* unpacked(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const source = Readable.from(chunks);
  const unpacker = createGunzip();
  source.on('error', (error) => unpacker.destroy(error));
  source.pipe(unpacker);
  try {
    yield* unpacker as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (!(error as NodeJS.ErrnoException).code?.startsWith('Z_')) throw error;
    throw new ItemReaderFailed(`The file is not gzip throughout: ${(error as Error).message}`);
  } finally {
    source.destroy();
  }
}
