import { coerce, common } from '../sql/typed.ts';
import type { Typed } from '../sql/typed.ts';
import { arrayOf, duckType, mapOf, unknown } from '../sql/types.ts';
import type { MapType } from '../sql/types.ts';
import { arrayArgument, mapArgument } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import type { Scalar } from './function.ts';

/** https://trino.io/docs/435/functions/map.html; the macros `athena_…` are in run/macros.ts. */
export const mapFunctions: Record<string, Scalar> = {
  map: { takes: [0, 2], translate: map },
  map_keys: { takes: [1, 1], translate: (args) => part(args, 'map_keys') },
  map_values: { takes: [1, 1], translate: (args) => part(args, 'map_values') },
  map_concat: { takes: [2, 127], translate: concatenated },
};

function map(args: Arguments): Typed {
  if (args.values.length === 0) return { sql: 'MAP {}', type: mapOf(unknown, unknown) };
  const [keys, values] = [arrayArgument(args, 0), arrayArgument(args, 1)];
  return {
    sql: `athena_map(${keys.sql}, ${values.sql})`,
    type: mapOf(keys.type.element, values.type.element),
  };
}

function part(args: Arguments, name: 'map_keys' | 'map_values'): Typed {
  const { sql, type } = mapArgument(args, 0);
  return { sql: `${name}(${sql})`, type: arrayOf(name === 'map_keys' ? type.key : type.value) };
}

/** Of a key in several maps the last counts. */
function concatenated(args: Arguments): Typed {
  const maps = args.values.map((_, index) => mapArgument(args, index));
  const type = maps.map((one) => one.type as MapType['key']).reduce((a, b) => common(a, b, args.name));
  const anyNull = maps.map(({ sql }) => `${sql} IS NULL`).join(' OR ');
  const texts = maps.map((one) => coerce(one, type)).join(', ');
  return { sql: `(CASE WHEN ${anyNull} THEN NULL ELSE map_concat(${texts}) END)`, type };
}

/** The value of a key: NULL where there is none, or, of `[ ]`, a failure. */
export function entry(sql: string, type: MapType, key: Typed, name: 'element_at' | '[ ]'): Typed {
  const wanted = `CAST(${coerce(key, common(type.key, key.type, name))} AS ${duckType(type.key)})`;
  const macro = name === '[ ]' ? 'athena_map_subscript' : 'athena_map_element';
  return { sql: `${macro}(${sql}, ${wanted})`, type: type.value };
}
