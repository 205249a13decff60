import { notSupported } from '../query-error.ts';
import { bigint, boolean, json, varchar } from '../sql/types.ts';
import type { SqlType } from '../sql/types.ts';
import { pathOf } from '../texts/json/path.ts';
import { argument, as } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import { ofValues } from './function.ts';
import type { Scalar } from './function.ts';

/** https://trino.io/docs/435/functions/json.html; what reads and writes it is in texts/json/. */
export const jsonFunctions: Record<string, Scalar> = {
  json_parse: ofValues([varchar], json, 'athena_json_parse'),
  json_format: { takes: [1, 1], translate: (args) => ({ sql: jsonArgument(args), type: varchar }) },
  json_extract: byPath('athena_json_extract', json),
  json_extract_scalar: byPath('athena_json_extract_scalar', varchar),
  json_size: byPath('athena_json_size', bigint),
  json_array_length: ofJson('athena_json_array_length', bigint),
  is_json_scalar: ofJson('athena_is_json_scalar', boolean),
};

/** JSON, or a text of it. */
function jsonArgument(args: Arguments): string {
  const { sql, type } = argument(args, 0);
  return type.name === 'json' ? sql : as(args, 0, varchar);
}

function ofJson(name: string, type: SqlType): Scalar {
  return { takes: [1, 1], translate: (args) => ({ sql: `${name}(${jsonArgument(args)})`, type }) };
}

function byPath(name: string, type: SqlType): Scalar {
  return {
    takes: [2, 2],
    translate(args) {
      const { text } = argument(args, 1);
      if (text === undefined)
        throw notSupported(`${args.name} by a path that is no literal`, 'Write the path.');
      pathOf(text);
      return { sql: `${name}(${jsonArgument(args)}, ${as(args, 1, varchar)})`, type };
    },
  };
}
