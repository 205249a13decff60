import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** No line of a table is nearly as long; a longer one is something else than a table. */
const longestLine = 16 * 1024 * 1024;
const lineFeed = 0x0a;

/** The lines of a file, gzip or plain, as bytes without their line feed; only the current piece is in memory. */
export async function* readLines(file: string): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = [];
  let length = 0;
  for await (const chunk of (await openContent(file)) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      yield Buffer.concat([...pieces, chunk.subarray(start, end)]);
      pieces = [];
      length = 0;
      start = end + 1;
    }
    pieces.push(chunk.subarray(start));
    length += chunk.length - start;
    if (length > longestLine) throw new RangeError(`a line is longer than ${longestLine} bytes`);
  }
  if (length > 0) yield Buffer.concat(pieces);
}

async function openContent(file: string): Promise<Readable> {
  const gzip = await isGzip(file);
  // An error of either stream reaches the reader through the last one.
  return gzip ? pipeline(createReadStream(file), createGunzip(), () => undefined) : createReadStream(file);
}

async function isGzip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}
