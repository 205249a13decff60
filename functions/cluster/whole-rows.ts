const newline = 0x0a;

/** Cuts a stream of bytes after newlines, so that each piece holds whole rows. A last row may lack its newline. */
export async function* wholeRows(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest = new Uint8Array(0);
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(newline) + 1;
    if (end > 0)
      yield rest.length > 0 ? Buffer.concat([rest, chunk.subarray(0, end)]) : chunk.subarray(0, end);
    rest = end > 0 ? chunk.slice(end) : Buffer.concat([rest, chunk]);
  }
  if (rest.length > 0) yield Buffer.concat([rest, Uint8Array.of(newline)]);
}
