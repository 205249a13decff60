import { common, coerce } from '../sql/typed.ts';
import { bigint, double } from '../sql/types.ts';
import type { SqlType } from '../sql/types.ts';
import { argument, as } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import type { SetFunction, SetResult } from './set-call.ts';

/** https://trino.io/docs/current/functions/window.html */
export const windowFunctions: Record<string, SetFunction> = {
  row_number: ranking('row_number', bigint),
  rank: ranking('rank', bigint),
  dense_rank: ranking('dense_rank', bigint),
  percent_rank: ranking('percent_rank', double),
  cume_dist: ranking('cume_dist', double),
  ntile: {
    takes: [1, 1],
    translate: (args) => ({ sql: (call) => call('ntile', as(args, 0, bigint)), type: bigint }),
  },
  lag: { takes: [1, 3], translate: neighbour },
  lead: { takes: [1, 3], translate: neighbour },
  first_value: { takes: [1, 1], translate: edge },
  last_value: { takes: [1, 1], translate: edge },
  nth_value: {
    takes: [2, 2],
    translate(args) {
      const { sql, type } = argument(args, 0);
      return { sql: (call) => call('nth_value', sql, as(args, 1, bigint)), type };
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
  if (offset) texts.push(as(args, 1, bigint));
  if (otherwise) texts.push(coerce(otherwise, type));
  return { sql: (call) => call(args.name, ...texts), type };
}

function edge(args: Arguments): SetResult {
  const { sql, type } = argument(args, 0);
  return { sql: (call) => call(args.name, sql), type };
}
