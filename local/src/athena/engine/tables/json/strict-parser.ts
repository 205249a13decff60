import { BadLine, JsonObject, Literal, deepest } from './json-value.ts';
import type { JsonValue, Member } from './json-value.ts';

const blank = /[ \t\n\r]*/y;
// eslint-disable-next-line no-control-regex -- they have to be escaped
const control = /[\0-\x1f]/;
const literal = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.$+-])|(?:true|false|null)(?![\w$])/y;
/** Longer numbers the parser behind Athena's refuses. */
const longestNumber = 1000;

/** Parses JSON by its standard, one object a line; what follows the object is skipped. https://www.rfc-editor.org/rfc/rfc8259 */
export class StrictParser {
  #text = '';
  #at = 0;
  #depth = 0;

  /** @throws BadLine */
  members(line: string, member: Member): void {
    this.#text = line;
    this.#at = 0;
    this.#depth = 1;
    if (this.#token() !== '{') throw this.#bad('an object must begin here');
    this.#object(member);
  }

  #value(): JsonValue {
    const token = this.#token();
    if (token === '{' || token === '[') return this.#nested(token);
    this.#at--;
    return token === '"' ? this.#quoted() : this.#literal();
  }

  #nested(token: string): JsonValue {
    if (++this.#depth > deepest) throw this.#bad(`it nests deeper than ${deepest} levels`);
    const value = token === '[' ? this.#array() : this.#map();
    this.#depth--;
    return value;
  }

  #map(): JsonObject {
    const object = new JsonObject();
    this.#object((name, value) => object.set(name, { name, value }));
    return object;
  }

  #object(member: Member): void {
    if (this.#token() === '}') return;
    this.#at--;
    for (;;) {
      if (this.#token() !== '"') throw this.#bad('a name is missing');
      this.#at--;
      const name = this.#quoted();
      if (this.#token() !== ':') throw this.#bad("':' is missing");
      member(name, this.#value());
      const next = this.#token();
      if (next === '}') return;
      if (next !== ',') throw this.#bad('an object does not end');
    }
  }

  #array(): JsonValue[] {
    const array: JsonValue[] = [];
    if (this.#token() === ']') return array;
    this.#at--;
    for (;;) {
      array.push(this.#value());
      const next = this.#token();
      if (next === ']') return array;
      if (next !== ',') throw this.#bad('an array does not end');
    }
  }

  #literal(): JsonValue {
    literal.lastIndex = this.#at;
    const [word] = literal.exec(this.#text) ?? [];
    if (word === undefined) throw this.#bad('a value is missing');
    if (word.length > longestNumber) throw this.#bad(`a number has more than ${longestNumber} characters`);
    this.#at += word.length;
    return word === 'null' ? null : new Literal(word);
  }

  #quoted(): string {
    const start = this.#at;
    let end = this.#text.indexOf('"', start + 1);
    while (end > 0 && this.#isEscaped(end)) end = this.#text.indexOf('"', end + 1);
    if (end < 0) throw this.#bad('a text does not end');
    this.#at = end + 1;
    const inner = this.#text.slice(start + 1, end);
    if (control.test(inner)) throw this.#bad('a text holds a control character');
    return inner.includes('\\') ? this.#unescaped(this.#text.slice(start, end + 1)) : inner;
  }

  #isEscaped(at: number): boolean {
    let before = at;
    while (this.#text[before - 1] === '\\') before--;
    return (at - before) % 2 === 1;
  }

  #unescaped(quoted: string): string {
    try {
      return JSON.parse(quoted) as string;
    } catch {
      throw this.#bad('an escape is not right');
    }
  }

  /** The next character that is not blank; empty at the end. */
  #token(): string {
    blank.lastIndex = this.#at;
    blank.exec(this.#text);
    this.#at = blank.lastIndex + 1;
    return this.#text.charAt(blank.lastIndex);
  }

  #bad(why: string): BadLine {
    return new BadLine(`${why}, at character ${Math.min(this.#at, this.#text.length)}`);
  }
}
