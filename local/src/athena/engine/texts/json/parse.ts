/** A value of JSON; a number by the text that it was written as. */
export type Json = null | boolean | string | JsonNumber | Json[] | Map<string, Json>;

export class JsonNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const token =
  /[ \t\n\r]*(?:([{}[\]:,])|(true|false|null)\b|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|("(?:[^"\\\0-\x1f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"))/y; // eslint-disable-line no-control-regex -- they have to be escaped
const deepest = 1000;

/** Parses JSON by its standard; undefined where a text is none. https://www.rfc-editor.org/rfc/rfc8259 */
export function parseJson(text: string): Json | undefined {
  try {
    return new Parser(text).whole();
  } catch (error) {
    if (error instanceof NoJson) return undefined;
    throw error;
  }
}

class NoJson extends Error {}

class Parser {
  #at = 0;
  #depth = 0;
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }

  whole(): Json {
    const value = this.#value(this.#next());
    if (/[^ \t\n\r]/.test(this.#text.slice(this.#at))) throw new NoJson();
    return value;
  }

  #next(): RegExpExecArray {
    token.lastIndex = this.#at;
    const found = token.exec(this.#text);
    if (!found) throw new NoJson();
    this.#at = token.lastIndex;
    return found;
  }

  #value([, symbol, word, number, quoted]: RegExpExecArray): Json {
    if (word !== undefined) return word === 'null' ? null : word === 'true';
    if (number !== undefined) return new JsonNumber(number);
    if (quoted !== undefined) return JSON.parse(quoted) as string;
    if ((symbol !== '[' && symbol !== '{') || ++this.#depth > deepest) throw new NoJson();
    const value = symbol === '[' ? this.#array() : this.#object();
    this.#depth--;
    return value;
  }

  #array(): Json[] {
    const values: Json[] = [];
    for (let next = this.#next(); next[1] !== ']'; next = this.#next()) {
      if (values.length > 0) next = this.#after(next, ',');
      values.push(this.#value(next));
    }
    return values;
  }

  #object(): Map<string, Json> {
    const members = new Map<string, Json>();
    let first = true;
    for (let next = this.#next(); next[1] !== '}'; next = this.#next()) {
      if (!first) next = this.#after(next, ',');
      first = false;
      if (next[4] === undefined) throw new NoJson();
      const value = this.#value(this.#after(this.#next(), ':'));
      members.set(JSON.parse(next[4]) as string, value);
    }
    return members;
  }

  #after(found: RegExpExecArray, symbol: string): RegExpExecArray {
    if (found[1] !== symbol) throw new NoJson();
    return this.#next();
  }
}
