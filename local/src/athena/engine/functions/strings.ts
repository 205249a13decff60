import { notSupported } from '../query-error.ts';
import { concatenate } from '../sql/predicates.ts';
import { bigint, boolean, varchar } from '../sql/types.ts';
import type { SqlType } from '../sql/types.ts';
import { quoteText, raise } from '../sql/typed.ts';
import type { Typed } from '../sql/typed.ts';
import { whiteSpace } from '../texts/white-space.ts';
import { argument, as } from './arguments.ts';
import type { Arguments } from './arguments.ts';
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
  strpos: ofTexts('strpos', 2, bigint),
  substr: { takes: [2, 3], translate: substr },
  substring: { takes: [2, 3], translate: substr },
};

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

/** Positions below 1 mean something else in each engine; a length below 0 is as 0 in Athena. */
function substr(args: Arguments): Typed {
  if (!(Number(argument(args, 1).number) >= 1)) {
    throw notSupported('substr from a position that is no literal from 1 upwards', 'Write substr(x, 1, n).');
  }
  const parts = [as(args, 0, varchar), as(args, 1, bigint)];
  if (args.values.length > 2) {
    const length = as(args, 2, bigint);
    parts.push(`CASE WHEN ${length} < 0 THEN 0 ELSE ${length} END`);
  }
  return { sql: `substr(${parts.join(', ')})`, type: varchar };
}
