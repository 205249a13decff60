import { compare } from '../sql/predicates.ts';
import { unify } from '../sql/typed.ts';
import { argument } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import type { Scalar } from './scalar-call.ts';

const most = 127;

/** https://trino.io/docs/current/functions/conditional.html */
export const conditionalFunctions: Record<string, Scalar> = {
  coalesce: {
    takes: [2, most],
    translate({ name, values }) {
      const { sql, type } = unify(values, name);
      return { sql: `COALESCE(${sql.join(', ')})`, type };
    },
  },
  nullif: {
    takes: [2, 2],
    translate(args) {
      const [value, other] = [argument(args, 0), argument(args, 1)];
      const equal = compare('=', value, other).sql;
      return { sql: `(CASE WHEN ${equal} THEN NULL ELSE ${value.sql} END)`, type: value.type };
    },
  },
  greatest: { takes: [1, most], translate: extreme },
  least: { takes: [1, most], translate: extreme },
};

/** NULL as soon as one argument is; DuckDB's pass over it. */
function extreme({ name, values }: Arguments) {
  const { sql, type } = unify(values, name);
  const anyNull = sql.map((value) => `${value} IS NULL`).join(' OR ');
  return { sql: `(CASE WHEN ${anyNull} THEN NULL ELSE ${name}(${sql.join(', ')}) END)`, type };
}
