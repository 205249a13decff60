import { QueryError, notSupported } from '../query-error.ts';
import { isTimeZone } from '../texts/time-zone.ts';
import { quoteText } from './typed.ts';
import type { Typed } from './typed.ts';
import type { SqlType } from './types.ts';

/** The session's, as on Athena. */
export const utc = 'UTC';

/** A zone's one name: UTC has several. @throws QueryError INVALID_FUNCTION_ARGUMENT */
export function zoneNamed(name: string): string {
  if (!isTimeZone(name))
    throw new QueryError('INVALID_FUNCTION_ARGUMENT', `'${name}' is not a valid time zone`);
  return /^(Z|UTC|GMT|UT|Etc\/UTC|[+-]00(:?00)?)$/.test(name)
    ? utc
    : name.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
}

/** A time's zone as a literal. */
export function zoneArgument(value: Typed): string {
  if (value.text !== undefined) return zoneNamed(value.text);
  throw notSupported('a time zone that is no literal', "Write the zone, as in 'Europe/Berlin'.");
}

/** The time on the clocks of its zone; of a day or a time without zone the value itself. */
export function localTime({ sql, type }: Typed): string {
  return type.name === 'timestamp with time zone' ? clockTime(sql, shownZone(type)) : sql;
}

/** The zone that a value is shown in. */
export function shownZone(type: SqlType): string {
  const zone = type.name === 'timestamp with time zone' ? type.zone : utc;
  if (zone !== undefined) return zone;
  throw notSupported('times of several zones in one column', "Give them one zone: x AT TIME ZONE 'UTC'.");
}

function clockTime(sql: string, zone: string): string {
  if (zone === utc) return sql;
  const minutes = offsetOf(zone);
  if (minutes !== undefined) return `(${sql} + to_minutes(${minutes}))`;
  return `timezone(${quoteText(zone)}, CAST(${sql} AS TIMESTAMPTZ))`;
}

/** The moment at which clocks of a zone show a time. */
export function momentOf(local: string, zone: string): string {
  if (zone === utc) return local;
  const minutes = offsetOf(zone);
  if (minutes !== undefined) return `(${local} - to_minutes(${minutes}))`;
  return `athena_moment(${local}, ${quoteText(zone)})`;
}

/** The minutes of a zone that is an offset. */
function offsetOf(zone: string): number | undefined {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(zone) ?? [];
  return sign === undefined ? undefined : Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes));
}
