import { mayBeNaN, nanAsNull } from '../sql/nan.ts';
import { compare } from '../sql/predicates.ts';
import { orderable, unify } from '../sql/typed.ts';
import { integer, isFloating } from '../sql/types.ts';
import { argument, checkOrdered } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import type { Scalar } from './function.ts';

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
  grouping: {
    takes: [1, 31],
    translate: ({ values }) => ({
      sql: `CAST(GROUPING(${values.map(({ sql }) => sql).join(', ')}) AS INTEGER)`,
      type: integer,
    }),
  },
  greatest: { takes: [1, most], translate: extreme },
  least: { takes: [1, most], translate: extreme },
};

/** NULL as soon as one argument is, which DuckDB's skip; NaN only where all are, which DuckDB takes for the greatest. */
function extreme({ name, values }: Arguments) {
  const { sql: texts, type } = unify(values, name);
  checkOrdered(name, type);
  const sql = texts.map((text) => orderable({ sql: text, type }));
  const anyNull = sql.map((value) => `${value} IS NULL`).join(' OR ');
  const found = `${name}(${sql.join(', ')})`;
  const numbers = sql.map((value, index) => (mayBeNaN(values[index]!) ? nanAsNull(value) : value));
  const passing =
    name === 'greatest' && isFloating(type) ? `COALESCE(${name}(${numbers.join(', ')}), ${found})` : found;
  return { sql: `(CASE WHEN ${anyNull} THEN NULL ELSE ${passing} END)`, type };
}
