import { ItemReaderFailed } from '../../errors.ts';
import type { Json } from '../../host.ts';
import { decode } from './decode.ts';
import { parseJson } from '../../json/index.ts';

/** The values of a JSON Lines file, one a line; empty lines are skipped. */
export async function* readJsonLines(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Json> {
  let rest = '';
  let number = 0;
  for await (const text of decode(chunks)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    for (const line of lines) yield* valueOf(line, ++number);
  }
  yield* valueOf(rest, number + 1);
}

function* valueOf(line: string, number: number): Iterable<Json> {
  if (line.trim() === '') return;
  try {
    yield parseJson(line);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ItemReaderFailed(`Line ${number} of the JSON Lines file is not JSON: ${error.message}`);
  }
}
