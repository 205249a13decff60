import { mayBeNaN } from '../sql/nan.ts';
import { castTo } from '../sql/cast.ts';
import { notSupported } from '../query-error.ts';
import { coerce, common } from '../sql/typed.ts';
import type { Typed } from '../sql/typed.ts';
import { arrayOf, bigint, boolean, duckType, isFloating, typeName, varchar } from '../sql/types.ts';
import { argument, arrayAndElement, arrayArgument, as, checkOrdered } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import type { Scalar } from './function.ts';
import { entry } from './maps.ts';
import { sequence } from './sequence.ts';

/** https://trino.io/docs/current/functions/array.html; the macros `athena_…` are in run/macros.ts. */
export const arrayFunctions: Record<string, Scalar> = {
  cardinality: {
    takes: [1, 1],
    anyOrder: true,
    translate(args) {
      const { sql, type } = argument(args, 0);
      if (type.name === 'map') return { sql: `CAST(cardinality(${sql}) AS BIGINT)`, type: bigint };
      return { sql: `len(${arrayArgument(args, 0).sql})`, type: bigint };
    },
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
      const value = argument(args, 0);
      if (value.type.name === 'map') return entry(value.sql, value.type, argument(args, 1), 'element_at');
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
      if (!isFloating(type.element))
        return {
          ...sameArray('athena_array_distinct', args),
          unordered: true,
          ordered: `athena_in_order(${sql})`,
        };
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
  sequence: { takes: [2, 3], translate: sequence },
  array_max: { takes: [1, 1], anyOrder: true, translate: (args) => extreme('max', args) },
  array_min: { takes: [1, 1], anyOrder: true, translate: (args) => extreme('min', args) },
  array_join: { takes: [2, 3], translate: join },
  array_remove: {
    takes: [2, 2],
    translate(args) {
      const [array, element] = arrayAndElement(args);
      const kept = `list_filter(${array}, lambda e: e IS NULL OR e <> ${element})`;
      return {
        sql: `(CASE WHEN ${element} IS NOT NULL THEN ${kept} END)`,
        type: arrayArgument(args, 0).type,
      };
    },
  },
  array_union: { takes: [2, 2], translate: (args) => combined('athena_array_union', args) },
  array_except: { takes: [2, 2], translate: (args) => combined('athena_array_except', args) },
  slice: {
    takes: [3, 3],
    translate(args) {
      const { sql, type } = arrayArgument(args, 0);
      return { sql: `athena_slice(${sql}, ${as(args, 1, bigint)}, ${as(args, 2, bigint)})`, type };
    },
  },
  flatten: {
    takes: [1, 1],
    translate(args) {
      const { sql, type } = arrayArgument(args, 0);
      if (type.element.name === 'array') return { sql: `flatten(${sql})`, type: type.element };
      throw notSupported(`flatten of ${typeName(type)}`, 'Give it an array of arrays.');
    },
  },
  repeat: {
    takes: [2, 2],
    translate(args) {
      const { sql, type } = argument(args, 0);
      return { sql: `list_transform(range(${as(args, 1, bigint)}), lambda i: ${sql})`, type: arrayOf(type) };
    },
  },
};

/** NULL where an element is; NaN only where there are no numbers. */
function extreme(name: 'max' | 'min', args: Arguments): Typed {
  const { sql, type } = arrayArgument(args, 0);
  if (type.element.name === 'array') checkOrdered(`array_${name}`, type.element);
  const found = `list_${name}(${sql})`;
  if (!isFloating(type.element)) return { sql: `athena_unless_null(${sql}, ${found})`, type: type.element };
  const numbers = `list_filter(${sql}, lambda e: NOT isnan(e))`;
  return {
    sql: `athena_unless_null(${sql}, COALESCE(list_${name}(${numbers}), ${found}))`,
    type: type.element,
  };
}

/** Elements as texts, those that are NULL left out unless a text stands for them. */
function join(args: Arguments): Typed {
  const { sql, type } = arrayArgument(args, 0);
  const text = castTo({ sql: 'e', type: type.element }, varchar, 'CAST').sql;
  const otherwise = args.values.length > 2 ? [as(args, 2, varchar)] : [];
  const texts = `list_transform(${sql}, lambda e: ${otherwise.length > 0 ? `COALESCE(${text}, ${otherwise[0]})` : text})`;
  return {
    sql: `COALESCE(array_to_string(${texts}, ${as(args, 1, varchar)}), CASE WHEN ${sql} IS NOT NULL THEN '' END)`,
    type: varchar,
  };
}

/** Each element once, in the order in which they come. */
function combined(macro: string, args: Arguments): Typed {
  const { sql, element } = bothArrays(args);
  if (isFloating(element))
    throw notSupported(`${args.name} of arrays of ${element.name}`, 'CAST the elements AS DECIMAL(p, s).');
  return { sql: `${macro}(${sql})`, type: arrayOf(element) };
}

/** No element equals NaN; whether one that is NULL does stays unknown. */
function containsUnlessNaN(args: Arguments, found: string): string {
  const [array, element] = arrayAndElement(args);
  return `(CASE WHEN isnan(${element}) AND ${array} IS NOT NULL THEN athena_contains_nothing(${array}) ELSE ${found} END)`;
}

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
