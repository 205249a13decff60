import { notSupported } from '../query-error.ts';
import { concatenate } from '../sql/predicates.ts';
import { arrayOf, bigint, boolean, integer, varchar } from '../sql/types.ts';
import type { SqlType } from '../sql/types.ts';
import { quoteText, raise } from '../sql/typed.ts';
import type { Typed } from '../sql/typed.ts';
import { whiteSpace } from '../texts/white-space.ts';
import { argument, as } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import { ofValues } from './function.ts';
import type { Scalar } from './function.ts';

/** https://trino.io/docs/current/functions/string.html */
export const stringFunctions: Record<string, Scalar> = {
  concat: { takes: [2, 127], translate: ({ values }) => concatenate(...values) },
  length: ofTexts('length', 1, bigint),
  lower: ofTexts('athena_lower', 1, varchar),
  upper: ofTexts('athena_upper', 1, varchar),
  trim: trimmed('trim'),
  ltrim: trimmed('ltrim'),
  rtrim: trimmed('rtrim'),
  replace: { takes: [3, 3], translate: replace },
  starts_with: ofTexts('starts_with', 2, boolean),
  strpos: {
    takes: [2, 3],
    translate: (args) => {
      const texts = [as(args, 0, varchar), as(args, 1, varchar)].join(', ');
      if (args.values.length === 2) return { sql: `strpos(${texts})`, type: bigint };
      return { sql: `athena_position(${texts}, ${as(args, 2, bigint)})`, type: bigint };
    },
  },
  substr: { takes: [2, 3], translate: substr },
  substring: { takes: [2, 3], translate: substr },
  split: {
    takes: [2, 3],
    translate(args) {
      const limit = args.values.length > 2 ? as(args, 2, bigint) : '9223372036854775807';
      return {
        sql: `athena_split(${as(args, 0, varchar)}, ${as(args, 1, varchar)}, ${limit})`,
        type: arrayOf(varchar),
      };
    },
  },
  split_part: ofValues([varchar, varchar, bigint], varchar, 'athena_split_part'),
  reverse: { takes: [1, 1], translate: reverse },
  lpad: ofValues([varchar, bigint, varchar], varchar, 'athena_lpad'),
  rpad: ofValues([varchar, bigint, varchar], varchar, 'athena_rpad'),
  translate: ofValues([varchar, varchar, varchar], varchar, 'athena_translate'),
  levenshtein_distance: ofValues([varchar, varchar], bigint, 'athena_levenshtein'),
  chr: ofValues([bigint], varchar, (code) => `chr(CAST(${code} AS INTEGER))`),
  codepoint: ofValues([varchar], integer, (text) => `unicode(${text})`),
  concat_ws: {
    takes: [2, 127],
    translate(args) {
      const [separator, ...texts] = args.values.map((_, index) => as(args, index, varchar));
      return {
        sql: `(CASE WHEN ${separator} IS NOT NULL THEN concat_ws(${separator}, ${texts.join(', ')}) END)`,
        type: varchar,
      };
    },
  },
};

function reverse(args: Arguments): Typed {
  const { sql, type } = argument(args, 0);
  if (type.name === 'array') return { sql: `list_reverse(${sql})`, type };
  return { sql: `athena_reverse(${as(args, 0, varchar)})`, type: varchar };
}

function ofTexts(name: string, count: number, type: SqlType): Scalar {
  return {
    takes: [count, count],
    translate(args) {
      const texts = args.values.map((_, index) => as(args, index, varchar));
      return { sql: `${name}(${texts.join(', ')})`, type };
    },
  };
}

/** All white space, where DuckDB's own takes spaces only. */
function trimmed(name: string): Scalar {
  return {
    takes: [1, 1],
    translate: (args) => ({
      sql: `${name}(${as(args, 0, varchar)}, ${quoteText(whiteSpace)})`,
      type: varchar,
    }),
  };
}

/** An empty search puts the replacement around every character in Athena, nowhere in DuckDB. */
function replace(args: Arguments): Typed {
  const [source, search, replacement] = [as(args, 0, varchar), as(args, 1, varchar), as(args, 2, varchar)];
  const replaced = `replace(${source}, ${search}, ${replacement})`;
  if (argument(args, 1).text) return { sql: replaced, type: varchar };
  const { code, message } = notSupported('replace of an empty text', 'Give a text to search for.');
  return {
    sql: `(CASE WHEN ${search} = '' THEN ${raise(code, message)} ELSE ${replaced} END)`,
    type: varchar,
  };
}

/** Positions below 1 mean something else in each engine: in Athena they are counted from the end, and 0 is nowhere. */
function substr(args: Arguments): Typed {
  const [text, start] = [as(args, 0, varchar), as(args, 1, bigint)];
  const length = args.values.length > 2 ? [as(args, 2, bigint)] : [];
  const parts = [text, start, ...length.map((count) => `CASE WHEN ${count} < 0 THEN 0 ELSE ${count} END`)];
  if (Number(argument(args, 1).number) >= 1) return { sql: `substr(${parts.join(', ')})`, type: varchar };
  const nowhere = `${start} = 0 OR -(${start}) > length(${text})`;
  const missing = [start, ...length].map((part) => `${part} IS NULL`).join(' OR ');
  return {
    sql: `(CASE WHEN ${missing} THEN NULL WHEN ${nowhere} THEN substr(${text}, 1, 0) ELSE substr(${parts.join(', ')}) END)`,
    type: varchar,
  };
}
