import { decodeLine } from '../decode-line.ts';
import { jsonLines } from '../formats/json-lines.ts';
import type { Column } from '../column.ts';
import type { DeliveredRow } from './row.ts';

/** The rows of a JSON array of objects, an element at a time. */
export async function* jsonArrayRows(
  lines: AsyncIterable<Buffer>,
  columns: Column[],
): AsyncGenerator<DeliveredRow> {
  let depth = 0;
  let inText = false;
  let element = '';
  let begun = 0;
  let line = 0;
  let isOver = false;
  let needsComma = false;
  for await (const bytes of lines) {
    line++;
    const decoded = decodeLine(bytes);
    if (decoded.text === undefined) {
      yield { line, problem: decoded.problem! };
      return;
    }
    const text = `${decoded.text}\n`;
    let start = 0;
    for (let at = 0; at < text.length; at++) {
      const mark = text[at]!;
      if (inText) {
        if (mark === '\\') at++;
        else if (mark === '"') inText = false;
        continue;
      }
      if (/[\s\ufeff]/.test(mark) && depth <= 1) continue;
      const problem = depth > 1 ? undefined : outside(mark, depth, isOver, needsComma);
      if (problem) {
        yield { line, problem: { text: problem } };
        return;
      }
      if (mark === '"') inText = true;
      if (depth === 1 && mark === ',') needsComma = false;
      if (mark === '{' || mark === '[') {
        if (++depth === 2) [start, begun, element] = [at, line, ''];
      } else if (mark === '}' || mark === ']') {
        if (--depth === 0) isOver = true;
        if (depth !== 1) continue;
        element += text.slice(start, at + 1);
        needsComma = true;
        yield { line: begun, ...jsonLines.parse(element, columns) };
      }
    }
    if (depth > 1) element += text.slice(start);
  }
  if (!isOver) yield { line, problem: { text: 'must end with the ] of the array: the file breaks off' } };
}

/** What is wrong with a mark that stands outside of elements. */
function outside(mark: string, depth: number, isOver: boolean, needsComma: boolean): string | undefined {
  if (isOver) return `must end with the array, but goes on with ${mark}`;
  if (depth === 0) return mark === '[' ? undefined : `must begin with [, but begins with ${mark}`;
  if (mark === ']') return undefined;
  if (needsComma) return mark === ',' ? undefined : `must have a comma between the objects, but has ${mark}`;
  return mark === '{' ? undefined : `must be an array of objects, but has ${mark}`;
}
