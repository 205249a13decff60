import { notSupported } from '../../query-error.ts';
import { localTime } from '../../sql/zones.ts';
import type { Typed } from '../../sql/typed.ts';
import { bigint, timestamp } from '../../sql/types.ts';
import { argument, as } from '../arguments.ts';
import type { Arguments } from '../arguments.ts';
import type { Scalar } from '../function.ts';

/** What is told of a time, by DuckDB's name for it. */
const parts: Record<string, string> = {
  year: 'year',
  quarter: 'quarter',
  month: 'month',
  week: 'week',
  week_of_year: 'week',
  day: 'day',
  day_of_month: 'day',
  day_of_week: 'isodow',
  dow: 'isodow',
  day_of_year: 'dayofyear',
  doy: 'dayofyear',
  year_of_week: 'isoyear',
  yow: 'isoyear',
  hour: 'hour',
  minute: 'minute',
  second: 'second',
};

export const partFunctions: Record<string, Scalar> = {
  ...Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, partOf(part)])),
  millisecond: { takes: [1, 1], translate: (args) => told((local) => `millisecond(${local}) % 1000`, args) },
};

function partOf(part: string): Scalar {
  return { takes: [1, 1], translate: (args) => told((local) => `${part}(${local})`, args) };
}

function told(sql: (local: string) => string, args: Arguments): Typed {
  const value = argument(args, 0);
  const isZoned = value.type.name === 'timestamp with time zone';
  return { sql: `CAST(${sql(isZoned ? localTime(value) : as(args, 0, timestamp))} AS BIGINT)`, type: bigint };
}

/** `EXTRACT(field FROM value)` */
export function extract(field: string, value: Typed): Typed {
  const name = field.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
  const part = Object.hasOwn(partFunctions, name) && name !== 'millisecond' ? partFunctions[name] : undefined;
  if (!part) throw notSupported(`EXTRACT(${name} FROM …)`, `It knows ${Object.keys(parts).join(', ')}.`);
  return part.translate({ name, values: [value] });
}
