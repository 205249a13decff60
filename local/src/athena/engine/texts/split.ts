import { QueryError } from '../query-error.ts';

const invalid = (message: string) => new QueryError('INVALID_FUNCTION_ARGUMENT', message);

/** A text's parts between delimiters, at most so many, the last with all that is left. */
export function split(text: string, delimiter: string, limit: bigint): string[] {
  if (limit <= 0n) throw invalid('Limit must be positive');
  if (delimiter === '') throw invalid('The delimiter may not be the empty string');
  const parts = text.split(delimiter);
  if (BigInt(parts.length) <= limit) return parts;
  const kept = Number(limit) - 1;
  return [...parts.slice(0, kept), parts.slice(kept).join(delimiter)];
}

/** The part of a number, from 1; undefined beyond the last. An empty delimiter stands between characters. */
export function splitPart(text: string, delimiter: string, index: bigint): string | undefined {
  if (index <= 0n) throw invalid('Index must be greater than zero');
  return (delimiter === '' ? [...text] : text.split(delimiter))[Number(index) - 1];
}

export const reversed = (text: string): string => [...text].reverse().join('');

/** A text of a length, filled up or cut off. */
export function padded(text: string, size: bigint, filling: string, where: 'left' | 'right'): string {
  const limit = BigInt(2 ** 31 - 1);
  if (size < 0n || size > limit) throw invalid(`Target length must be in the range [0..${limit}]`);
  if (filling === '') throw invalid('Padding string must not be empty');
  const characters = [...text];
  if (BigInt(characters.length) >= size) return characters.slice(0, Number(size)).join('');
  const missing = Number(size) - characters.length;
  const fill = [...filling.repeat(Math.ceil(missing / [...filling].length))].slice(0, missing).join('');
  return where === 'left' ? fill + text : text + fill;
}

/** The place of the so many-th occurrence, from 1, from the end if the number is negative; 0 where there is none. */
export function positionOf(text: string, search: string, instance: bigint): bigint {
  if (instance === 0n) throw invalid("'instance' must be a positive or negative number.");
  if (search === '') return 1n;
  let at = instance > 0n ? -1 : Infinity;
  for (let count = 0n; count !== (instance < 0n ? -instance : instance); count++) {
    at = instance > 0n ? text.indexOf(search, at + 1) : at <= 0 ? -1 : text.lastIndexOf(search, at - 1);
    if (at < 0) return 0n;
  }
  return BigInt([...text.slice(0, at)].length + 1);
}

/** Characters by their places in two texts; without a counterpart they go. */
export function translated(text: string, from: string, to: string): string {
  const [source, target] = [[...from], [...to]];
  return [...text]
    .map((character) => {
      const at = source.indexOf(character);
      return at < 0 ? character : (target[at] ?? '');
    })
    .join('');
}

/** The fewest characters to change, add or take away. */
export function levenshtein(a: string, b: string): bigint {
  const [x, y] = [[...a], [...b]];
  let row = y.map((_, index) => index + 1);
  x.forEach((character, at) => {
    let [corner, left] = [at, at + 1];
    row = row.map((above, index) => {
      const cost = Math.min(corner + Number(character !== y[index]), above + 1, left + 1);
      [corner, left] = [above, cost];
      return cost;
    });
  });
  return BigInt(row.at(-1) ?? x.length);
}
