import { ItemReaderFailed } from '../../errors.ts';

/**
 * Cuts text into the rows of a CSV file by AWS's own rules: a quotation mark within quotes or within a field is written
 * twice; a backslash escapes a backslash, a quotation mark and the delimiter, and vanishes before all else.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/example-csv-parse-dist-map.html
 */
export class CsvParser {
  readonly #delimiter: string;
  readonly #special: RegExp;
  /** What needs the character that follows. */
  #rest = '';
  #row: string[] = [];
  #field = '';
  /** Where in a field the parser is: before it, in it, within quotes, or behind the closing quote. */
  #state: 'start' | 'plain' | 'quoted' | 'closed' = 'start';
  #line = 1;
  #escapedQuotes = 0;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
    this.#special = new RegExp(`["\\\\\\r\\n${delimiter}]`, 'g');
  }

  /** The rows that this piece of text ends. */
  *push(piece: string): Iterable<string[]> {
    const text = this.#rest + piece;
    this.#rest = '';
    let at = 0;
    while (at < text.length) {
      this.#special.lastIndex = at;
      const found = this.#special.exec(text)?.index ?? text.length;
      this.#append(text.slice(at, found));
      at = found;
      if (at === text.length) return;
      if (at + 1 === text.length && text[at] !== '\n' && text[at] !== this.#delimiter) {
        this.#rest = text.slice(at);
        return;
      }
      at += yield* this.#take(text[at]!, text[at + 1]);
    }
  }

  /** The last row, where no line end closed it. */
  *end(): Iterable<string[]> {
    if (this.#rest !== '') yield* this.#take(this.#rest, undefined);
    this.#rest = '';
    if (this.#state === 'quoted') this.#fail('a quotation mark is not closed before the file ends');
    if (this.#state !== 'start' || this.#row.length > 0) yield this.#endRow();
  }

  /** Takes a special character; gives how many characters that were. */
  *#take(character: string, next: string | undefined): Generator<string[], number> {
    if (character === '"') return this.#quote(next);
    if (character === '\\') return this.#escape(next);
    if (this.#state === 'quoted') {
      if (character === '\n') this.#line++;
      this.#append(character);
      return 1;
    }
    if (character === this.#delimiter) {
      this.#endField();
      return 1;
    }
    yield this.#endRow();
    this.#line++;
    return character === '\r' && next === '\n' ? 2 : 1;
  }

  #quote(next: string | undefined): number {
    if (this.#state === 'start') {
      this.#state = 'quoted';
      return 1;
    }
    if (this.#state !== 'closed' && next === '"') {
      this.#append('"');
      return 2;
    }
    if (this.#state !== 'quoted')
      this.#fail(
        'a quotation mark stands within a field; enclose the field in quotation marks and write "" for it',
      );
    this.#state = 'closed';
    return 1;
  }

  #escape(next: string | undefined): number {
    if (this.#state === 'closed') this.#fail('something follows a closing quotation mark');
    if (this.#state === 'start') this.#state = 'plain';
    if (next !== '\\' && next !== '"' && next !== this.#delimiter) return 1;
    if (next === '"') this.#escapedQuotes++;
    this.#append(next);
    return 2;
  }

  #append(text: string): void {
    if (text === '') return;
    if (this.#state === 'closed') this.#fail('something follows a closing quotation mark');
    if (this.#state === 'start') this.#state = 'plain';
    this.#field += text;
  }

  #endField(): void {
    this.#row.push(this.#field);
    this.#field = '';
    this.#state = 'start';
  }

  #endRow(): string[] {
    // "Backslashes that escape double quotation marks only work when included in pairs."
    if (this.#escapedQuotes % 2 === 1) this.#fail('\\" counts in pairs only; write "" instead');
    this.#escapedQuotes = 0;
    this.#endField();
    const row = this.#row;
    this.#row = [];
    return row;
  }

  #fail(problem: string): never {
    throw new ItemReaderFailed(
      `The file is not CSV as Step Functions reads it: line ${this.#line}: ${problem}.`,
    );
  }
}
