import { notSupported } from '../query-error.ts';
import { arrayOf, asDecimal, bigint, boolean, decimal, double, isInteger, real } from '../sql/types.ts';
import type { SqlType } from '../sql/types.ts';
import { argument, as, numberArgument } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import type { SetFunction, SetResult } from './set-call.ts';

/** https://trino.io/docs/current/functions/aggregate.html */
export const aggregates: Record<string, SetFunction> = {
  'count(*)': { takes: [0, 0], translate: () => ({ function: 'count', args: ['*'], type: bigint }) },
  count: ofOne((args) => ({ function: 'count', args: [argument(args, 0).sql], type: bigint })),
  // DuckDB's count_if is NULL over no rows, Trino's 0.
  count_if: ofOne((args) => ({
    function: 'count',
    args: [`(CASE WHEN ${as(args, 0, boolean)} THEN 1 END)`],
    type: bigint,
  })),
  sum: ofOne(sum),
  avg: ofOne(avg),
  min: ofOne(sameAs('min')),
  max: ofOne(sameAs('max')),
  any_value: ofOne(sameAs('any_value')),
  arbitrary: ofOne(sameAs('any_value')),
  max_by: ofPair('arg_max_null'),
  min_by: ofPair('arg_min_null'),
  bool_and: ofOne((args) => ({ function: 'bool_and', args: [as(args, 0, boolean)], type: boolean })),
  bool_or: ofOne((args) => ({ function: 'bool_or', args: [as(args, 0, boolean)], type: boolean })),
  array_agg: ofOne((args) => {
    const { sql, type } = argument(args, 0);
    return { function: 'array_agg', args: [sql], type: arrayOf(type), unorderedWhenDistinct: true };
  }),
  stddev_samp: ofDouble('stddev_samp'),
  stddev_pop: ofDouble('stddev_pop'),
  var_samp: ofDouble('var_samp'),
  var_pop: ofDouble('var_pop'),
};

function ofOne(translate: (args: Arguments) => SetResult): SetFunction {
  return { takes: [1, 1], translate };
}

function ofDouble(name: string): SetFunction {
  return ofOne((args) => ({ function: name, args: [as(args, 0, double)], type: double }));
}

function sameAs(name: string) {
  return (args: Arguments): SetResult => {
    const { sql, type } = argument(args, 0);
    return { function: name, args: [sql], type };
  };
}

/** The value of the row where the second argument is extreme, also when that value is NULL. */
function ofPair(name: string): SetFunction {
  return {
    takes: [2, 2],
    translate(args) {
      const { sql, type } = argument(args, 0);
      return { function: name, args: [sql, argument(args, 1).sql], type };
    },
  };
}

/** Sums of integers are BIGINT in Athena, HUGEINT in DuckDB: the cast fails where Athena's sum overflows. */
function sum(args: Arguments): SetResult {
  const { sql, type } = numberArgument(args, 0);
  return { function: 'sum', args: [sql], type: sumType(type), cast: true };
}

function sumType(type: SqlType): SqlType {
  if (isInteger(type)) return bigint;
  return type.name === 'decimal' ? decimal(38, asDecimal(type).scale) : type;
}

function avg(args: Arguments): SetResult {
  const { sql, type } = numberArgument(args, 0);
  if (type.name === 'decimal') {
    throw notSupported('the average of decimals, which Athena rounds to their scale', 'CAST them AS DOUBLE.');
  }
  const isReal = type.name === 'real';
  return { function: 'avg', args: [sql], type: isReal ? real : double, cast: isReal };
}
