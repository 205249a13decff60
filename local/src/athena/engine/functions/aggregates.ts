import { notSupported } from '../query-error.ts';
import { mayBeNaN, nanAsNull } from '../sql/nan.ts';
import {
  arrayOf,
  bigint,
  boolean,
  decimal,
  double,
  duckType,
  isFloating,
  isInteger,
  mapOf,
  real,
  typeName,
  varchar,
} from '../sql/types.ts';
import { coerce, orderable } from '../sql/typed.ts';
import { argument, as, checkOrdered, numberArgument } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import { deviation } from './deviations.ts';
import type { SetCall, SetFunction, SetResult } from './function.ts';

/** https://trino.io/docs/current/functions/aggregate.html */
export const aggregates: Record<string, SetFunction> = {
  'count(*)': { takes: [0, 0], translate: () => ({ sql: (call) => call('count', '*'), type: bigint }) },
  count: ofOne((args) => ({ sql: (call) => call('count', argument(args, 0).sql), type: bigint })),
  // DuckDB's count_if is NULL over no rows, Trino's 0.
  count_if: ofOne((args) => ({
    sql: (call) => call('count', `(CASE WHEN ${as(args, 0, boolean)} THEN 1 END)`),
    type: bigint,
  })),
  sum: ofOne(sum),
  avg: ofOne(avg),
  min: { takes: [1, 2], translate: (args) => (args.values.length > 1 ? several('min', args) : min(args)) },
  max: { takes: [1, 2], translate: (args) => (args.values.length > 1 ? several('max', args) : max(args)) },
  listagg: {
    takes: [1, 2],
    translate: (args) => ({
      sql: (call) =>
        call('string_agg', as(args, 0, varchar), args.values.length > 1 ? as(args, 1, varchar) : "''"),
      type: varchar,
    }),
  },
  any_value: ofOne(anyValue),
  arbitrary: ofOne(anyValue),
  max_by: { takes: [2, 2], translate: maxBy },
  min_by: { takes: [2, 2], translate: minBy },
  bool_and: ofOne((args) => ({ sql: (call) => call('bool_and', as(args, 0, boolean)), type: boolean })),
  bool_or: ofOne((args) => ({ sql: (call) => call('bool_or', as(args, 0, boolean)), type: boolean })),
  array_agg: ofOne((args) => {
    const { sql, type } = argument(args, 0);
    return { sql: (call) => call('array_agg', sql), type: arrayOf(type), unorderedWhenDistinct: true };
  }),
  map_agg: { takes: [2, 2], translate: mapAgg },
  histogram: ofOne(histogram),
  // Estimates in Athena, exact here.
  approx_distinct: {
    takes: [1, 2],
    translate: (args) => ({
      sql: (call) => call('count', `DISTINCT ${argument(args, 0).sql}`),
      type: bigint,
    }),
  },
  approx_percentile: { takes: [2, 2], translate: percentile },
  stddev_samp: ofOne((args) => deviation('stddev_samp', args)),
  stddev_pop: ofOne((args) => deviation('stddev_pop', args)),
  var_samp: ofOne((args) => deviation('var_samp', args)),
  var_pop: ofOne((args) => deviation('var_pop', args)),
};

function ofOne(translate: (args: Arguments) => SetResult): SetFunction {
  return { takes: [1, 1], translate };
}

/** Keys that are NULL are left out. */
function mapAgg(args: Arguments): SetResult {
  const [key, value] = [argument(args, 0), argument(args, 1)];
  const entries = (call: SetCall) =>
    `list_filter(${call('list', `{'k': ${key.sql}, 'v': ${value.sql}}`)}, lambda e: e.k IS NOT NULL)`;
  const parts = (call: SetCall) =>
    ['k', 'v'].map((part) => `list_transform(${entries(call)}, lambda e: e.${part})`);
  return {
    sql: (call) => `athena_map_agg(${parts(call).join(', ')})`,
    type: mapOf(key.type, value.type),
    cast: true,
  };
}

function histogram(args: Arguments): SetResult {
  const { sql, type } = argument(args, 0);
  return { sql: (call) => call('histogram', sql), type: mapOf(type, bigint), cast: true };
}

/**
 * The value of a rank: that which Trino's digests give while they hold every value by itself.
 * https://github.com/airlift/airlift/blob/master/stats/src/main/java/io/airlift/stats/TDigest.java
 */
function percentile(args: Arguments): SetResult {
  const value = numberArgument(args, 0);
  const type = isInteger(value.type) ? bigint : value.type.name === 'real' ? real : double;
  const share = argument(args, 1);
  const several = share.type.name === 'array';
  const shares = several ? coerce(share, arrayOf(double)) : as(args, 1, double);
  return {
    sql(call) {
      const sorted = `list_sort(${call('list', coerce(value, type))}, 'ASC', 'NULLS LAST')`;
      return several
        ? `(CASE WHEN list_count(${sorted}) > 0 THEN list_transform(${shares}, lambda share: athena_rank(${sorted}, share)) END)`
        : `athena_rank(${sorted}, ${shares})`;
    },
    type: several ? arrayOf(type) : type,
  };
}

/** The so many least or greatest values. */
function several(name: 'min' | 'max', args: Arguments): SetResult {
  const { sql, type } = argument(args, 0);
  if (isFloating(type) || type.name === 'array')
    throw notSupported(`${name} of several ${typeName(type)}`, 'Order the rows, and LIMIT them.');
  return { sql: (call) => call(name, sql, as(args, 1, bigint)), type: arrayOf(type) };
}

function anyValue(args: Arguments): SetResult {
  const { sql, type } = argument(args, 0);
  return { sql: (call) => call('any_value', sql), type };
}

function min(args: Arguments): SetResult {
  const value = argument(args, 0);
  checkOrdered('min', value.type);
  return { sql: (call) => call('min', orderable(value)), type: value.type };
}

/** NaN only where there is nothing else; to DuckDB it is the greatest. */
function max(args: Arguments): SetResult {
  const value = argument(args, 0);
  const { sql, type } = value;
  checkOrdered('max', type);
  if (!mayBeNaN(value)) return { sql: (call) => call('max', orderable(value)), type };
  return { sql: (call) => `COALESCE(${call('max', nanAsNull(sql))}, ${call('max', sql)})`, type };
}

/** The value of the row where the second argument is extreme, also when that value is NULL. */
function minBy(args: Arguments): SetResult {
  const [{ sql, type }, by] = [argument(args, 0), argument(args, 1)];
  checkOrdered('min_by', by.type);
  return { sql: (call) => call('arg_min_null', sql, orderable(by)), type };
}

function maxBy(args: Arguments): SetResult {
  const [{ sql, type }, by] = [argument(args, 0), argument(args, 1)];
  checkOrdered('max_by', by.type);
  if (!mayBeNaN(by)) return { sql: (call) => call('arg_max_null', sql, orderable(by)), type };
  const numbers = nanAsNull(by.sql);
  return {
    sql: (call) =>
      `(CASE WHEN ${call('count', numbers)} > 0 THEN ${call('arg_max_null', sql, numbers)} ELSE ${call('arg_max_null', sql, by.sql)} END)`,
    type,
  };
}

function sum(args: Arguments): SetResult {
  const { sql, type } = numberArgument(args, 0);
  if (isInteger(type)) return { sql: (call) => wholeSum(call('sum', sql)), type: bigint };
  if (type.name !== 'decimal') return { sql: (call) => call('sum', sql), type };
  return { sql: (call) => call('sum', sql), type: decimal(38, type.scale), cast: true };
}

/** Sums of integers are BIGINT in Athena, HUGEINT in DuckDB. */
function wholeSum(sum: string): string {
  const failure = `'NUMERIC_VALUE_OUT_OF_RANGE: bigint addition overflow: the sum is ' || ${sum}`;
  return `COALESCE(TRY_CAST(${sum} AS BIGINT), error(${failure}))`;
}

/** Decimals keep their type: the average is rounded to their scale. */
function avg(args: Arguments): SetResult {
  const { sql, type } = numberArgument(args, 0);
  if (type.name !== 'decimal') {
    const isReal = type.name === 'real';
    return { sql: (call) => call('avg', sql), type: isReal ? real : double, cast: isReal };
  }
  return {
    sql: (call) => {
      const parts = [call('sum', sql), call('count', sql)].map((part) => `CAST(${part} AS VARCHAR)`);
      return `CAST(athena_quotient(${parts.join(', ')}, ${type.scale}) AS ${duckType(type)})`;
    },
    type,
  };
}
