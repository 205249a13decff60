import type { Json } from '../host.ts';
import { numberOf } from './number.ts';

export interface ReadOptions {
  /** Takes texts between single quotes too. */
  singleQuotes?: boolean;
  /** Refuses an object that has a name twice; else the last one counts, as in JSON.parse. */
  uniqueNames?: boolean;
}

const token =
  /[ \t\n\r]*(?:([{}[\]:,])|(true|false|null)(?![\w])|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])|(["']))/y;
/** Far more than data need, and less than the stack bears. */
const maxDepth = 1000;
const literals: Record<string, Json> = { true: true, false: false, null: null };
const plainText = /[^"'\\\u0000-\u001f]*/y; // eslint-disable-line no-control-regex

/** Reads JSON with numbers as they are written; JSON.parse is quicker and rounds them. */
export class JsonReader {
  readonly #text: string;
  readonly #options: ReadOptions;
  #at = 0;
  #depth = 0;

  constructor(text: string, options: ReadOptions = {}) {
    this.#text = text;
    this.#options = options;
  }

  /** @throws SyntaxError for what is not JSON, NumberNotHeld for a number that cannot be held */
  read(): Json {
    const value = this.#value(this.#next());
    if (/[^ \t\n\r]/.test(this.#text.slice(this.#at))) this.#fail();
    return value;
  }

  /** The next token: a mark, a word, a number, or the quote that begins a text. */
  #next(): string {
    token.lastIndex = this.#at;
    const match = token.exec(this.#text);
    if (!match) this.#fail();
    this.#at = token.lastIndex;
    const [, mark, word, number, quote] = match;
    return (mark ?? word ?? number ?? quote)!;
  }

  #value(first: string): Json {
    if (first === '{') return this.#nested(() => this.#object());
    if (first === '[') return this.#nested(() => this.#array());
    if (first === '"' || first === "'") return this.#string(first);
    if (Object.hasOwn(literals, first)) return literals[first]!;
    if (/^[-\d]/.test(first)) return numberOf(first);
    return this.#fail();
  }

  #nested<T>(read: () => T): T {
    if (++this.#depth > maxDepth) throw new SyntaxError(`JSON is nested deeper than ${maxDepth}`);
    const value = read();
    this.#depth--;
    return value;
  }

  #array(): Json[] {
    const elements: Json[] = [];
    let next = this.#next();
    if (next === ']') return elements;
    for (;;) {
      elements.push(this.#value(next));
      if (this.#separator(']')) return elements;
      next = this.#next();
    }
  }

  #object(): Json {
    const members: Record<string, Json> = {};
    let next = this.#next();
    if (next === '}') return members;
    for (;;) {
      if (next !== '"' && next !== "'") this.#fail();
      this.#member(members, this.#string(next));
      if (this.#separator('}')) return members;
      next = this.#next();
    }
  }

  #member(members: Record<string, Json>, name: string): void {
    if (this.#next() !== ':') this.#fail();
    if (this.#options.uniqueNames && Object.hasOwn(members, name))
      throw new SyntaxError(`Duplicate field ${JSON.stringify(name)}`);
    const value = this.#value(this.#next());
    // An assignment would take this name for the prototype.
    if (name === '__proto__')
      Object.defineProperty(members, name, { value, enumerable: true, configurable: true, writable: true });
    else members[name] = value;
  }

  /** Whether a list ends here; else a comma was read. */
  #separator(end: string): boolean {
    const next = this.#next();
    if (next !== end && next !== ',') this.#fail();
    return next === end;
  }

  /** A text after its opening quote. */
  #string(quote: string): string {
    if (quote === "'" && !this.#options.singleQuotes) this.#fail();
    const start = this.#at;
    for (;;) {
      plainText.lastIndex = this.#at;
      plainText.exec(this.#text);
      this.#at = plainText.lastIndex;
      const character = this.#text[this.#at++];
      if (character === quote) break;
      if (character === '\\') this.#at++;
      else if (character !== '"' && character !== "'") this.#fail();
    }
    return this.#unescaped(this.#text.slice(start, this.#at - 1), quote);
  }

  #unescaped(content: string, quote: string): string {
    if (quote === '"' && !content.includes('\\')) return content;
    const quoted =
      quote === '"' ? content : content.replace(/\\.|"/gs, (match) => (match === '"' ? '\\"' : match));
    return JSON.parse(`"${quoted}"`) as string;
  }

  #fail(): never {
    const rest = this.#text.slice(this.#at);
    if (rest.trim() === '') throw new SyntaxError('Unexpected end of JSON input');
    throw new SyntaxError(`Unexpected token in JSON at position ${this.#at}`);
  }
}
