import { mayBeNaN } from '../sql/nan.ts';
import { coerce, common, raise } from '../sql/typed.ts';
import type { Typed } from '../sql/typed.ts';
import { arrayOf, bigint, boolean, duckType, isFloating } from '../sql/types.ts';
import { argument, arrayAndElement, arrayArgument, as } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import type { Scalar } from './function.ts';

/** https://trino.io/docs/current/functions/array.html; the macros `athena_…` are in run/macros.ts. */
export const arrayFunctions: Record<string, Scalar> = {
  cardinality: {
    takes: [1, 1],
    anyOrder: true,
    translate: (args) => ({ sql: `len(${arrayArgument(args, 0).sql})`, type: bigint }),
  },
  contains: {
    takes: [2, 2],
    anyOrder: true,
    translate(args) {
      const found = `athena_contains(${arrayAndElement(args).join(', ')})`;
      return { sql: mayBeNaN(argument(args, 1)) ? containsUnlessNaN(args, found) : found, type: boolean };
    },
  },
  array_position: {
    takes: [2, 2],
    translate(args) {
      const [array, element] = arrayAndElement(args);
      const found = `CAST(COALESCE(list_position(${array}, ${element}), 0) AS BIGINT)`;
      const noNumber = mayBeNaN(argument(args, 1)) ? `WHEN isnan(${element}) THEN 0 ` : '';
      return {
        sql: `(CASE WHEN ${array} IS NULL OR ${element} IS NULL THEN NULL ${noNumber}ELSE ${found} END)`,
        type: bigint,
      };
    },
  },
  element_at: {
    takes: [2, 2],
    translate(args) {
      const { sql, type } = arrayArgument(args, 0);
      return { sql: `athena_element_at(${sql}, ${as(args, 1, bigint)})`, type: type.element };
    },
  },
  array_sort: { takes: [1, 1], anyOrder: true, translate: (args) => sameArray('athena_array_sort', args) },
  array_distinct: {
    takes: [1, 1],
    anyOrder: true,
    translate(args) {
      const { sql, type } = arrayArgument(args, 0);
      if (!isFloating(type.element)) return { ...sameArray('athena_array_distinct', args), unordered: true };
      return { sql: `CAST(athena_floating_distinct(${sql}) AS ${duckType(type)})`, type, unordered: true };
    },
  },
  array_intersect: {
    takes: [2, 2],
    anyOrder: true,
    translate(args) {
      const { sql, element } = bothArrays(args);
      return { sql: `athena_array_intersect(${sql})`, type: arrayOf(element), unordered: true };
    },
  },
  arrays_overlap: {
    takes: [2, 2],
    anyOrder: true,
    translate: (args) => ({ sql: `athena_arrays_overlap(${bothArrays(args).sql})`, type: boolean }),
  },
  sequence: {
    takes: [2, 2],
    translate(args) {
      const [start, stop] = [as(args, 0, bigint), as(args, 1, bigint)];
      const series = `generate_series(${start}, ${stop}, CASE WHEN ${start} <= ${stop} THEN 1 ELSE -1 END)`;
      const tooLong = raise('INVALID_FUNCTION_ARGUMENT', longestSequence);
      return {
        sql: `(CASE WHEN abs(CAST(${stop} AS HUGEINT) - ${start}) >= 10000 THEN ${tooLong} ELSE ${series} END)`,
        type: arrayOf(bigint),
      };
    },
  },
};

/** No element equals NaN; whether one that is NULL does stays unknown. */
function containsUnlessNaN(args: Arguments, found: string): string {
  const [array, element] = arrayAndElement(args);
  return `(CASE WHEN isnan(${element}) AND ${array} IS NOT NULL THEN athena_contains_nothing(${array}) ELSE ${found} END)`;
}
const longestSequence = 'result of sequence function must not have more than 10000 entries';

function sameArray(macro: string, args: Arguments): Typed {
  const { sql, type } = arrayArgument(args, 0);
  return { sql: `${macro}(${sql})`, type };
}

function bothArrays(args: Arguments) {
  const [left, right] = [arrayArgument(args, 0), arrayArgument(args, 1)];
  const element = common(left.type.element, right.type.element, args.name);
  const type = arrayOf(element);
  return { sql: `${coerce(left, type)}, ${coerce(right, type)}`, element };
}
