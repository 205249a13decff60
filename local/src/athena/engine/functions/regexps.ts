import { arrayOf, bigint, boolean, integer, varchar } from '../sql/types.ts';
import type { SqlType } from '../sql/types.ts';
import { patternOf } from '../texts/regexp.ts';
import { argument, as } from './arguments.ts';
import type { Scalar } from './function.ts';

/** https://trino.io/docs/435/functions/regexp.html; what matches is in texts/regexp-calls.ts. */
export const regexpFunctions: Record<string, Scalar> = {
  regexp_like: matching('athena_regexp_like', boolean),
  regexp_extract: matching('athena_regexp_extract', varchar, bigint, '0'),
  regexp_extract_all: matching('athena_regexp_extract_all', arrayOf(varchar), bigint, '0'),
  regexp_replace: matching('athena_regexp_replace', varchar, varchar, "''"),
  regexp_split: matching('athena_regexp_split', arrayOf(varchar)),
  regexp_count: matching('athena_regexp_count', bigint),
  regexp_position: matching('athena_regexp_position', integer),
};

/** @param third the type of a third argument, and its default */
function matching(name: string, type: SqlType, third?: SqlType, otherwise?: string): Scalar {
  return {
    takes: [2, third ? 3 : 2],
    translate(args) {
      const texts = [as(args, 0, varchar), as(args, 1, varchar)];
      const { text } = argument(args, 1);
      // A literal's mistakes are found before any row.
      if (text !== undefined) patternOf(text);
      if (third) texts.push(args.values.length > 2 ? as(args, 2, third) : otherwise!);
      return { sql: `${name}(${texts.join(', ')})`, type };
    },
  };
}
