import { words } from './words.ts';

/** Lines of text with one of the words in each place, cells that are missing, and cells too many. */
export function textLines(width: number, delimiter: string): string[] {
  const line = (place: number, word: string) =>
    Array.from({ length: width }, (_, i) => (i === place ? word : '1')).join(delimiter);
  const places = Array.from({ length: width }, (_, place) => place);
  const filled = places.flatMap((place) => words.map((word) => line(place, word)));
  const ragged = Array.from({ length: width + 3 }, (_, cells) =>
    Array.from({ length: cells }, () => '2').join(delimiter),
  );
  const empty = Array.from({ length: width + 2 }, (_, delimiters) => delimiter.repeat(delimiters));
  return [...filled, ...ragged, ...empty];
}

const parts = ['a', ' ', '"', '""', "'", '\\', ',', ';', '\\"', "\\'", '^', '\u001c', 'é'];

/** Lines of quotes, escapes and separators in every order of five. */
export function quotedLines(count: number, next: (below: number) => number): string[] {
  const one = () => Array.from({ length: 1 + next(12) }, () => parts[next(parts.length)]).join('');
  return [
    '',
    '"',
    '""',
    '"a"',
    'a,b,c,d',
    '"a,b',
    '"a","b"',
    "'a';'b'",
    ...Array.from({ length: count }, one),
  ];
}

/** Lines of escapes and delimiters. */
export function escapedLines(
  count: number,
  escape: string,
  delimiter: string,
  next: (below: number) => number,
): string[] {
  const pieces = ['1', 'a', escape, delimiter, `${escape}${delimiter}`, '\\N', 'é', ''];
  return Array.from({ length: count }, () =>
    Array.from({ length: next(9) }, () => pieces[next(pieces.length)]).join(''),
  );
}
