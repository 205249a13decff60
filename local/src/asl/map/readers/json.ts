import { ItemReaderFailed } from '../../errors.ts';
import type { Json } from '../../host.ts';
import { decode } from './decode.ts';
import { parseJson } from '../../json/index.ts';

/** The elements of a file that holds one JSON array; no more than one element is in memory at a time. */
export async function* readJson(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Json> {
  const splitter = new ArraySplitter();
  for await (const text of decode(chunks)) {
    for (const element of splitter.push(text)) yield parseFile(element);
  }
  splitter.end();
}

/** @throws ItemReaderFailed */
export function parseFile(text: string): Json {
  try {
    return parseJson(text);
  } catch (error) {
    throw new ItemReaderFailed(`The file is not JSON: ${(error as Error).message}`);
  }
}

/** Cuts an array's text into its elements' texts. */
class ArraySplitter {
  /** 0 before and after the array, 1 between elements, more within one. */
  #depth = 0;
  #closed = false;
  #inText = false;
  #escaped = false;
  #element = '';
  #count = 0;

  *push(text: string): Iterable<string> {
    let start = 0;
    for (let at = 0; at < text.length; at++) {
      const character = text[at]!;
      if (this.#inText) this.#readText(character);
      else if (character === '"' && this.#depth > 0) this.#inText = true;
      else if (this.#depth === 0) {
        this.#readOutside(character);
        start = at + 1;
      } else if ((character === ',' || character === ']') && this.#depth === 1) {
        yield* this.#close(this.#element + text.slice(start, at), character);
        start = at + 1;
      } else if (character === '[' || character === '{') this.#depth++;
      else if (character === ']' || character === '}') this.#depth--;
    }
    this.#element += text.slice(start);
  }

  end(): void {
    if (!this.#closed) throw new ItemReaderFailed('The file is not JSON: it ends within the array.');
  }

  #readText(character: string): void {
    if (this.#escaped) this.#escaped = false;
    else if (character === '\\') this.#escaped = true;
    else if (character === '"') this.#inText = false;
  }

  #readOutside(character: string): void {
    if (character.trim() === '') return;
    if (this.#closed) throw new ItemReaderFailed('The file is not JSON: something follows the array.');
    // AWS's words for a file that holds anything but an array.
    if (character !== '[') throw new ItemReaderFailed('Attempting to map over non-iterable node.');
    this.#depth = 1;
  }

  *#close(element: string, character: string): Iterable<string> {
    this.#element = '';
    const empty = element.trim() === '';
    if (character === ']') {
      this.#depth = 0;
      this.#closed = true;
      if (empty && this.#count === 0) return;
    }
    this.#count++;
    yield element;
  }
}
