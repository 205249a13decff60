import { decodeLine } from '../decode-line.ts';
import { jsonLines } from '../formats/json-lines.ts';
import type { Column } from '../column.ts';
import type { DeliveredRow } from './row.ts';

/** The rows of a JSON array of objects, an element at a time. */
export async function* jsonArrayRows(
  lines: AsyncIterable<Buffer>,
  columns: Column[],
): AsyncGenerator<DeliveredRow> {
  const elements = new Elements();
  let line = 0;
  for await (const bytes of lines) {
    line++;
    const { text, problem } = decodeLine(bytes);
    if (text === undefined) {
      yield { line, problem: problem! };
      return;
    }
    for (const found of elements.in(`${text}\n`, line)) {
      if (found.problem !== undefined) {
        yield { line, problem: { text: found.problem } };
        return;
      }
      yield { line: found.begun, ...jsonLines.parse(found.text, columns) };
    }
  }
  if (!elements.areOver)
    yield { line, problem: { text: 'must end with the ] of the array: the file breaks off' } };
}

/** The text of an element and the line that it begins in, or why the array cannot go on so. */
type Found = { text: string; begun: number; problem?: undefined } | { problem: string };

/** Finds the elements of an array in its text, line by line; what is within them, others read. */
class Elements {
  areOver = false;
  /** 1 within the array, more within an element. */
  #depth = 0;
  #inText = false;
  #needsComma = false;
  #text = '';
  #begun = 0;

  *in(text: string, line: number): Generator<Found> {
    let start = 0;
    for (let at = 0; at < text.length; at++) {
      const mark = text[at]!;
      if (this.#inText) {
        if (mark === '\\') at++;
        else this.#inText = mark !== '"';
        continue;
      }
      const problem = this.#depth > 1 ? undefined : this.#outside(mark);
      if (problem !== undefined) {
        yield { problem };
        return;
      }
      this.#inText = mark === '"';
      if (this.#begins(mark)) [start, this.#begun, this.#text] = [at, line, ''];
      else if (this.#ends(mark)) yield { text: this.#text + text.slice(start, at + 1), begun: this.#begun };
    }
    if (this.#depth > 1) this.#text += text.slice(start);
  }

  /** Whether an element begins with it. */
  #begins(mark: string): boolean {
    if (mark !== '{' && mark !== '[') return false;
    return ++this.#depth === 2;
  }

  /** Whether an element ends with it. */
  #ends(mark: string): boolean {
    if (mark !== '}' && mark !== ']') return false;
    this.areOver = --this.#depth === 0;
    this.#needsComma = true;
    return this.#depth === 1;
  }

  /** What is wrong with a mark that stands outside of elements. */
  #outside(mark: string): string | undefined {
    if (/[\s\ufeff]/.test(mark)) return undefined;
    if (this.areOver) return `must end with the array, but goes on with ${mark}`;
    if (this.#depth === 0) return mark === '[' ? undefined : `must begin with [, but begins with ${mark}`;
    if (mark === ']') return undefined;
    if (!this.#needsComma) return mark === '{' ? undefined : `must be an array of objects, but has ${mark}`;
    if (mark !== ',') return `must have a comma between the objects, but has ${mark}`;
    this.#needsComma = false;
    return undefined;
  }
}
