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
  real,
  timestamp,
  varchar,
} from './types.ts';
import type { SqlType } from './types.ts';

const simpleTypes: Record<string, SqlType> = {
  tiny_int: { name: 'tinyint' },
  small_int: { name: 'smallint' },
  int: integer,
  big_int: bigint,
  float: real,
  double,
  boolean,
  date,
};

/** The type that a CAST names. */
export function targetType(node: unknown): SqlType {
  const { data_type: name, ...members } = node as { data_type: string };
  if (name === 'decimal') return decimalType(members);
  if (name === 'array') return arrayOf(targetType(membersOf('array', members, 'element_type').element_type));
  membersOf(`the type ${name}`, members, ...(name === 'timestamp' ? ['precision'] : []));
  if (name === 'var_char') return varchar;
  if (name === 'timestamp') return timestampType((members as { precision: number | null }).precision ?? 3);
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

function timestampType(precision: number): SqlType {
  if (precision === 3) return timestamp;
  throw notSupported(`TIMESTAMP(${precision})`, 'Write TIMESTAMP, which has milliseconds.');
}
