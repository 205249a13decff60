import { BadLine, JsonObject, Literal, deepest } from './json-value.ts';
import type { JsonValue, Member } from './json-value.ts';

/** What ends a word without quotes. */
const ends = Array.from({ length: 0x7f }, (_, code) =>
  ' \r\n\t\f{}[]/\\:,=;#'.includes(String.fromCharCode(code)),
);
const isEnd = (code: number) => code < 0x7f && ends[code]!;
const escapes: Record<string, string> = { t: '\t', b: '\b', n: '\n', r: '\r', f: '\f', a: '\x07', v: '\t' };

/**
 * Parses JSON as the OpenX SerDe does, which also takes comments, single quotes, names and texts without quotes, `=` and
 * `=>` for `:`, `;` for `,`, and elements left out. What follows the value is skipped.
 * https://github.com/trinodb/trino/blob/435/lib/trino-hive-formats/src/main/java/io/trino/hive/formats/line/openxjson/JsonReader.java
 */
export class LenientParser {
  readonly #fold: (name: string) => string;
  #text = '';
  #at = 0;
  #depth = 0;
  #backslash = 0;

  /** @param fold gives a name as it is compared */
  constructor(fold: (name: string) => string) {
    this.#fold = fold;
  }

  /**
   * Parses a text that begins with `{`.
   * @throws BadLine
   */
  members(text: string, member: Member): void {
    this.#text = text;
    this.#at = 1;
    this.#depth = 1;
    this.#backslash = text.includes('\\') ? 0 : text.length;
    this.#object(member);
  }

  #value(): JsonValue {
    const token = this.#token();
    if (token === '"' || token === "'") return this.#quoted(token);
    if (token === '{' || token === '[') return this.#nested(token);
    if (token === '') throw this.#bad('it ends where a value is missing');
    this.#at--;
    return this.#literal();
  }

  #nested(token: string): JsonValue {
    if (++this.#depth > deepest) throw this.#bad(`it nests deeper than ${deepest} levels`);
    const value = token === '[' ? this.#array() : this.#map();
    this.#depth--;
    return value;
  }

  #map(): JsonObject {
    const object = new JsonObject();
    this.#object((name, value) => {
      const folded = this.#fold(name);
      // A name that comes again stands where it came last.
      object.delete(folded);
      object.set(folded, { name, value });
    });
    return object;
  }

  #object(member: Member): void {
    const first = this.#token();
    if (first === '}') return;
    if (first !== '') this.#at--;
    for (;;) {
      const name = this.#name();
      const separator = this.#token();
      if (separator !== ':' && separator !== '=') throw this.#bad(`':' is missing after the name ${name}`);
      if (separator === '=' && this.#text[this.#at] === '>') this.#at++;
      member(name, this.#value());
      const next = this.#token();
      if (next === '}') return;
      if (next !== ',' && next !== ';') throw this.#bad('an object does not end');
    }
  }

  #name(): string {
    const name = this.#value();
    if (typeof name === 'string') return name;
    if (name instanceof Literal) return name.text;
    throw this.#bad('a name is no text');
  }

  #array(): JsonValue[] {
    const array: JsonValue[] = [];
    for (let separated = false; ; separated = true) {
      const token = this.#token();
      if (token === '') throw this.#bad('an array does not end');
      if (token === ']') {
        if (separated) array.push(null);
        return array;
      }
      if (token === ',' || token === ';') {
        array.push(null);
        continue;
      }
      this.#at--;
      array.push(this.#value());
      const next = this.#token();
      if (next === ']') return array;
      if (next !== ',' && next !== ';') throw this.#bad('an array does not end');
    }
  }

  #quoted(quote: string): string {
    const start = this.#at;
    const end = this.#text.indexOf(quote, start);
    if (this.#backslash < start) this.#backslash = this.#next('\\', start);
    if (end >= 0 && end < this.#backslash) {
      this.#at = end + 1;
      return this.#text.slice(start, end);
    }
    return this.#escaped(quote);
  }

  #next(character: string, from: number): number {
    const at = this.#text.indexOf(character, from);
    return at < 0 ? this.#text.length : at;
  }

  #escaped(quote: string): string {
    let text = '';
    let start = this.#at;
    for (let at = start; at < this.#text.length; at++) {
      const character = this.#text[at];
      if (character === quote) {
        this.#at = at + 1;
        return text + this.#text.slice(start, at);
      }
      if (character !== '\\') continue;
      this.#at = at + 1;
      text += this.#text.slice(start, at) + this.#escape();
      start = this.#at;
      at = start - 1;
    }
    throw this.#bad('a text does not end');
  }

  #escape(): string {
    const character = this.#text[this.#at++];
    if (character === undefined) throw this.#bad('an escape does not end');
    if (character !== 'u') return escapes[character] ?? character;
    const digits = this.#text.slice(this.#at, this.#at + 4);
    this.#at += 4;
    if (!/^[\da-fA-F]{4}$|^[+-][\da-fA-F]{3}$/.test(digits)) throw this.#bad(`\\u${digits} is no character`);
    return String.fromCharCode(parseInt(digits, 16));
  }

  #literal(): Literal | null {
    const start = this.#at;
    while (this.#at < this.#text.length && !isEnd(this.#text.charCodeAt(this.#at))) this.#at++;
    if (this.#at === start) throw this.#bad('a value is missing');
    const text = this.#text.slice(start, this.#at);
    return text.length === 4 && text.toLowerCase() === 'null' ? null : new Literal(text);
  }

  /** The next character that is neither blank nor a comment's; empty at the end. */
  #token(): string {
    for (;;) {
      const character = this.#text.charAt(this.#at++);
      if (character === ' ' || character === '\t' || character === '\n' || character === '\r') continue;
      if (character === '#') this.#at = this.#text.length;
      else if (character === '/' && this.#text[this.#at] === '/') this.#at = this.#text.length;
      else if (character === '/' && this.#text[this.#at] === '*') this.#skipComment();
      else return character;
    }
  }

  #skipComment(): void {
    const end = this.#text.indexOf('*/', this.#at + 1);
    if (end < 0) throw this.#bad('a comment does not end');
    this.#at = end + 2;
  }

  #bad(why: string): BadLine {
    return new BadLine(`${why}, at character ${Math.min(this.#at, this.#text.length)}`);
  }
}
