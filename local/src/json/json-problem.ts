/** What is wrong with a text that should be JSON, and where. */
export class JsonProblem extends Error {
  /** From 0, in UTF-16 units. */
  readonly offset: number;
  /** The key that stands twice, where that is the problem. */
  readonly key: string | undefined;
  constructor(message: string, offset: number, key?: string) {
    super(message);
    this.name = 'JsonProblem';
    this.offset = offset;
    this.key = key;
  }

  /** Where in the text that is, counted from 1 as editors do. */
  placeIn(text: string): string {
    const lines = text.slice(0, this.offset).split(/\r\n|\r|\n/);
    return `line ${lines.length}, character ${lines.at(-1)!.length + 1}`;
  }
}

/** What people and programs write in place of JSON. */
const mistakes: [RegExp, string][] = [
  [/^$/, 'the text ends too early'],
  [/^['‘’“”]/, 'texts and keys stand in straight double quotes'],
  [/^(\/\/|\/\*|#)/, 'JSON has no comments'],
  [/^[+-]?(nan|inf(inity)?)\b/i, 'JSON has no NaN and no Infinity: write null'],
  [/^(undefined|none|nil|na)\b/i, 'a value that is missing is written as null'],
  [/^(true|false|null)\b/i, 'true, false and null are written in small letters'],
];

const mistakesForValues: [RegExp, string][] = [
  [/^[+-]?[\d.]/, 'numbers are written as 0, -1.5 or 2e3'],
  [
    /^"/,
    String.raw`a text must end in its line, with backslashes and control characters written as \\ or \n`,
  ],
];

/** Says what is wrong with the text at a place where something else is expected. */
export function wordsFor(rest: string, expected: string): string {
  const list = expected === 'a value' ? [...mistakes, ...mistakesForValues] : mistakes;
  const known = list.find(([pattern]) => pattern.test(rest));
  if (known) return known[1];
  const hint = /^[}\]]/.test(rest) && expected.startsWith('a ') ? ' (nothing follows the last comma)' : '';
  return `${expected} must stand where there is ${JSON.stringify([...rest][0])}${hint}`;
}
