import { openContent } from './open-content.ts';

/** No line of a table is nearly as long; a longer one is something else than a table. */
const longestLine = 16 * 1024 * 1024;
const lineFeed = 0x0a;

/** The lines of a file, packed or plain, as bytes without their line feed; only the current piece is in memory. */
export const readLines = (file: string, encoding?: string): AsyncGenerator<Buffer> =>
  linesOf(openContent(file, encoding));

/** The lines of a stream of bytes. */
export async function* linesOf(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = [];
  let length = 0;
  for await (const chunk of content) {
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
