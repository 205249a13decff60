import { common, coerce, raise } from '../sql/typed.ts';
import { bigint, double } from '../sql/types.ts';
import type { SqlType } from '../sql/types.ts';
import { argument, as } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import type { SetFunction, SetResult } from './function.ts';

/** https://trino.io/docs/current/functions/window.html */
export const windowFunctions: Record<string, SetFunction> = {
  row_number: ranking('row_number', bigint),
  rank: ranking('rank', bigint),
  dense_rank: ranking('dense_rank', bigint),
  percent_rank: ranking('percent_rank', double),
  cume_dist: ranking('cume_dist', double),
  ntile: {
    takes: [1, 1],
    translate(args) {
      const buckets = atLeast(1, 'Buckets must be greater than 0', as(args, 0, bigint));
      return { sql: (call) => call('ntile', buckets), type: bigint };
    },
  },
  lag: { takes: [1, 3], translate: neighbour },
  lead: { takes: [1, 3], translate: neighbour },
  first_value: { takes: [1, 1], translate: edge },
  last_value: { takes: [1, 1], translate: edge },
  nth_value: {
    takes: [2, 2],
    translate(args) {
      const { sql, type } = argument(args, 0);
      const offset = atLeast(1, 'Offset must be at least 1', as(args, 1, bigint));
      return { sql: (call) => call('nth_value', sql, offset), type };
    },
  },
};

function ranking(name: string, type: SqlType): SetFunction {
  return { takes: [0, 0], translate: () => ({ sql: (call) => call(name), type }) };
}

function neighbour(args: Arguments): SetResult {
  const [value, offset, otherwise] = args.values;
  const type = otherwise ? common(value!.type, otherwise.type, args.name) : value!.type;
  const texts = [coerce(value!, type)];
  if (offset)
    texts.push(atLeast(0, 'Offset must be at least 0', as(args, 1, bigint), 'Offset must not be null'));
  if (otherwise) texts.push(coerce(otherwise, type));
  return { sql: (call) => call(args.name, ...texts), type };
}

/** A number of each row, which must not be below another; NULL is as good, unless that is a problem too. */
function atLeast(least: number, problem: string, value: string, whenNull?: string): string {
  const code = 'INVALID_FUNCTION_ARGUMENT';
  const missing = whenNull ? `WHEN ${value} IS NULL THEN ${raise(code, whenNull)} ` : '';
  return `(CASE ${missing}WHEN ${value} < ${least} THEN ${raise(code, problem)} ELSE ${value} END)`;
}

function edge(args: Arguments): SetResult {
  const { sql, type } = argument(args, 0);
  return { sql: (call) => call(args.name, sql), type };
}
