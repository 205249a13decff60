/** What a column may be asked to be; a `key` tells rows apart. */
export type Kind = 'key' | 'number' | 'text' | 'boolean' | 'date';

const integer = /^(tinyint|smallint|int|integer|bigint)$/;
const number = /^(float|real|double|decimal(\(.*\))?)$/;
const text = /^(string|(var)?char(\(.*\))?)$/;

const tests: Record<Kind, (type: string) => boolean> = {
  key: (type) => integer.test(type) || text.test(type),
  number: (type) => integer.test(type) || number.test(type),
  text: (type) => text.test(type),
  boolean: (type) => type === 'boolean',
  date: (type) => /^(date|timestamp)$/.test(type),
};

export const kinds = Object.keys(tests) as Kind[];

/** Which kind of those asked for a column of Glue's is, by its type. */
export const kindOf = (type: string, among: readonly Kind[]): Kind | undefined =>
  among.find((kind) => tests[kind](type.toLowerCase()));

const words: Record<Kind, string> = {
  key: 'an integer or a text',
  number: 'a number',
  text: 'a text',
  boolean: 'true or false',
  date: 'a date or timestamp',
};

/** e.g. `a number or a text` */
export const wordsFor = (among: readonly Kind[]): string => among.map((kind) => words[kind]).join(' or ');
