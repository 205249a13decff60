import { QueryError, notSupported } from '../query-error.ts';

/** A piece of a format: DuckDB's sign for printing it, or text as it is. */
export type Piece = { sign: string } | { text: string };

const clock = [{ sign: '%H' }, { text: ':' }, { sign: '%M' }, { text: ':' }, { sign: '%S' }];
const halfClock = [{ sign: '%I' }, ...clock.slice(1), { text: ' ' }, { sign: '%p' }];

/** MySQL's letters that DuckDB writes otherwise; all other known ones mean the same. */
const mysql: Record<string, string> = {
  c: '%-m',
  e: '%-d',
  h: '%I',
  i: '%M',
  k: '%-H',
  l: '%-I',
  M: '%B',
  s: '%S',
  v: '%V',
  W: '%A',
  x: '%G',
};
const same = 'abdfHIjmpSYy';
const unknown = 'DUuVwX';

/**
 * A format of `date_format` and `date_parse`: https://trino.io/docs/435/functions/datetime.html#mysql-date-functions
 * @throws QueryError
 */
export function mysqlPieces(format: string): Piece[] {
  return [...format.matchAll(/%(.)|([^%]+)|%$/gsu)].flatMap(([, letter, text]): Piece[] => {
    if (text !== undefined) return [{ text }];
    if (letter === undefined) throw notSupported('a format that ends in %', 'Write %% for the sign itself.');
    if (letter === 'T') return clock;
    if (letter === 'r') return halfClock;
    if (unknown.includes(letter))
      throw new QueryError('INVALID_FUNCTION_ARGUMENT', `%${letter} not supported in date format string`);
    if (same.includes(letter)) return [{ sign: `%${letter}` }];
    return [Object.hasOwn(mysql, letter) ? { sign: mysql[letter]! } : { text: letter }];
  });
}

const joda: Record<string, string> = {
  yyyy: '%Y',
  yy: '%y',
  y: '%Y',
  MMMM: '%B',
  MMM: '%b',
  MM: '%m',
  M: '%-m',
  dd: '%d',
  d: '%-d',
  HH: '%H',
  H: '%-H',
  hh: '%I',
  h: '%-I',
  mm: '%M',
  ss: '%S',
  SSS: '%g',
  EEEE: '%A',
  EEE: '%a',
  E: '%a',
  a: '%p',
};

/**
 * A format of `format_datetime` and `parse_datetime`, as far as it is known here.
 * https://www.joda.org/joda-time/apidocs/org/joda/time/format/DateTimeFormat.html
 * @throws QueryError NOT_SUPPORTED
 */
export function jodaPieces(format: string): Piece[] {
  return [...format.matchAll(/'((?:[^']|'')*)'|(([A-Za-z])\3*)|[^A-Za-z']+|'/gu)].map(
    ([all, quoted, letters]): Piece => {
      if (quoted !== undefined) return { text: quoted === '' ? "'" : quoted.replaceAll("''", "'") };
      if (letters === undefined) return { text: all };
      if (Object.hasOwn(joda, letters)) return { sign: joda[letters]! };
      throw notSupported(`the format ${letters}`, `It knows ${Object.keys(joda).join(', ')}.`);
    },
  );
}

/** The pieces as DuckDB's strftime takes them. */
export const printed = (pieces: Piece[]): string =>
  pieces.map((piece) => ('sign' in piece ? piece.sign : piece.text.replaceAll('%', '%%'))).join('');
