import { JsonProblem, wordsFor } from './json-problem.ts';

/** What is told of each member of each object: where its value stands in the text. */
export type OnMember = (member: { key: string; depth: number; start: number; end: number }) => void;

/**
 * Walks over JSON as RFC 8259 has it, for what JSON.parse does not tell: where a text is not JSON and why, whether an
 * object has a key twice, and how a value was written.
 * @throws JsonProblem
 */
export function scanJson(text: string, onMember: OnMember = () => undefined): void {
  new Scanner(text, onMember).scan();
}

const sticky = (source: string) => new RegExp(source, 'y');
const blanks = sticky(String.raw`[ \t\n\r]*`);
const plain = String.raw`[^"\\\u0000-\u001f]*`;
const text = sticky(String.raw`"${plain}(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})${plain})*"`);
const scalar = sticky(String.raw`(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])`);
const deepest = 1000;

class Scanner {
  readonly #text: string;
  readonly #onMember: OnMember;
  #at = 0;

  constructor(content: string, onMember: OnMember) {
    this.#text = content;
    this.#onMember = onMember;
  }

  scan(): void {
    this.#value(0);
    this.#skip(blanks);
    if (this.#at < this.#text.length) this.#refuse('the end');
  }

  #value(depth: number): void {
    this.#skip(blanks);
    if (depth > deepest) throw new JsonProblem(`it is nested more than ${deepest} levels deep`, this.#at);
    const keys = new Set<string>();
    if (this.#takes('{')) this.#list('}', () => this.#member(depth, keys));
    else if (this.#takes('[')) this.#list(']', () => this.#value(depth + 1));
    else if (!this.#skip(text) && !this.#skip(scalar)) this.#refuse('a value');
  }

  /** What stands between a bracket and its end, separated by commas. */
  #list(end: string, element: () => void): void {
    this.#skip(blanks);
    if (this.#takes(end)) return;
    do {
      element();
      this.#skip(blanks);
    } while (this.#takes(','));
    if (!this.#takes(end)) this.#refuse(`a comma or ${end}`);
  }

  #member(depth: number, keys: Set<string>): void {
    this.#skip(blanks);
    const from = this.#at;
    if (!this.#skip(text)) this.#refuse('a key in double quotes');
    const key = JSON.parse(this.#text.slice(from, this.#at)) as string;
    if (keys.has(key)) throw new JsonProblem(`the key ${JSON.stringify(key)} stands twice`, from, key);
    keys.add(key);
    this.#skip(blanks);
    if (!this.#takes(':')) this.#refuse('a colon');
    this.#skip(blanks);
    const start = this.#at;
    this.#value(depth + 1);
    this.#onMember({ key, depth, start, end: this.#at });
  }

  #takes(mark: string): boolean {
    if (this.#text[this.#at] !== mark) return false;
    this.#at++;
    return true;
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    if (!pattern.test(this.#text)) return false;
    this.#at = pattern.lastIndex;
    return true;
  }

  #refuse(expected: string): never {
    throw new JsonProblem(wordsFor(this.#text.slice(this.#at, this.#at + 20), expected), this.#at);
  }
}
