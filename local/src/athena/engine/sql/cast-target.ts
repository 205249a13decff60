import { notSupported } from '../query-error.ts';
import { membersOf } from './tree.ts';
import {
  arrayOf,
  bigint,
  boolean,
  date,
  decimal,
  double,
  integer,
  json,
  mapOf,
  real,
  timestamp,
  varchar,
  zoned,
} from './types.ts';
import type { SqlType } from './types.ts';
import { utc } from './zones.ts';

const simpleTypes: Record<string, SqlType> = {
  tiny_int: { name: 'tinyint' },
  small_int: { name: 'smallint' },
  int: integer,
  big_int: bigint,
  float: real,
  double,
  boolean,
  date,
  json,
};

/** The type that a CAST names. */
export function targetType(node: unknown): SqlType {
  const { data_type: name, ...members } = node as { data_type: string };
  if (name === 'decimal') return decimalType(members);
  if (name === 'array') return arrayOf(targetType(membersOf('array', members, 'element_type').element_type));
  if (name === 'map') {
    const { key_type, value_type } = membersOf('map', members, 'key_type', 'value_type');
    return mapOf(targetType(key_type), targetType(value_type));
  }
  membersOf(`the type ${name}`, members, ...(extras[name] ?? []));
  if (name === 'var_char') return varchar;
  if (name === 'timestamp') return timestampType(members);
  const type = Object.hasOwn(simpleTypes, name) ? simpleTypes[name] : undefined;
  if (type) return type;
  throw notSupported(`casts to ${name.replaceAll('_', ' ')}`, 'Cast to another type.');
}

function decimalType(members: object): SqlType {
  const { precision, scale } = membersOf('decimal', members, 'precision', 'scale');
  if (precision === undefined) {
    throw notSupported(
      'DECIMAL without precision',
      'Write DECIMAL(p, s), or the number without the word DECIMAL.',
    );
  }
  return decimal(Number(precision), Number(scale ?? 0));
}

const extras: Record<string, string[]> = { timestamp: ['precision', 'timezone'], var_char: ['length'] };

/** The most characters of `VARCHAR(n)`; undefined for other types. */
export function lengthOf(node: unknown): number | undefined {
  const { data_type: name, length } = node as { data_type: string; length?: number | null };
  return name === 'var_char' ? (length ?? undefined) : undefined;
}

function timestampType({ precision, timezone }: { precision?: number; timezone?: boolean }): SqlType {
  if ((precision ?? 3) === 3) return timezone ? zoned(utc) : timestamp;
  throw notSupported(`TIMESTAMP(${precision})`, 'Write TIMESTAMP, which has milliseconds.');
}
