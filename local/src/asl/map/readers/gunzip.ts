import { BrokenGzip, gunzip } from '../../../gunzip.ts';
import { ItemReaderFailed } from '../../errors.ts';

/** The bytes as they are, or unpacked where they are gzip's: known by its first two. */
export async function* unpackedIfGzip(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
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

async function* rejoined(
  start: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  try {
    yield start;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

async function* unpacked(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* gunzip(chunks);
  } catch (error) {
    if (!(error instanceof BrokenGzip)) throw error;
    throw new ItemReaderFailed(`The file cannot be read: ${error.message}`);
  }
}
