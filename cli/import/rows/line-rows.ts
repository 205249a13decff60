import { decodeLine } from '../decode-line.ts';
import type { Format } from '../formats/format.ts';
import type { Column } from '../column.ts';
import type { DeliveredRow } from './row.ts';

/** The rows of a file that has one in each line. Empty lines at the end are skipped. */
export async function* lineRows(
  lines: AsyncIterable<Buffer>,
  format: Format,
  columns: Column[],
): AsyncGenerator<DeliveredRow> {
  let number = 0;
  let firstEmpty = 0;
  for await (const bytes of lines) {
    number++;
    const { text, problem } = decodeLine(bytes);
    if (text !== undefined && /^ *$/.test(text)) {
      firstEmpty ||= number;
      continue;
    }
    if (firstEmpty > 0) yield { line: firstEmpty, problem: emptyLine };
    firstEmpty = 0;
    if (text === undefined) yield { line: number, problem: problem! };
    else if (number === 1 && format.checkHeader) {
      const wrong = format.checkHeader(text, columns);
      yield { line: number, isHeader: true, ...(wrong ? { problem: wrong } : { stored: text.trimEnd() }) };
      if (wrong) return;
    } else yield { line: number, ...format.parse(text, columns) };
  }
}

/** What is said of a line without content amid others. */
export const emptyLine = { text: 'must be a row, but is empty; only the last lines may be' };
