import { QueryError, notSupported } from '../query-error.ts';
import { isTimeZone } from '../texts/time-zone.ts';
import { quoteText, raise } from './typed.ts';
import type { Typed } from './typed.ts';
import { bigint, date, decimal, double, integer, timestamp, varchar, zoned } from './types.ts';
import { localTime, momentOf, utc, zoneNamed } from './zones.ts';
import type { SqlType } from './types.ts';

const datePattern = /^\d{4}-\d{2}-\d{2}$/;
const timestampPattern = /^\d{4}-\d{2}-\d{2}( \d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?)?$/;

/** Translates a literal; its type is Athena's: 0.25 is DECIMAL(2,2), 1e0 is DOUBLE. */
export function literal(members: Record<string, unknown>): Typed {
  const { literal_type: kind, value } = members as { literal_type: string; value: string };
  switch (kind) {
    case 'number':
      if (/^\d*\.?\d*(e[+-]?\d+)?$/i.test(value)) return numberLiteral(value);
      throw notSupported(`the number ${value}`, 'Write plain digits.');
    case 'string':
      return { sql: quoteText(value), type: varchar, text: value };
    case 'date':
      return typedLiteral(value, date, datePattern);
    case 'timestamp':
      return zonedLiteral(value) ?? typedLiteral(value, timestamp, timestampPattern);
    default:
      throw notSupported(`a literal of kind ${kind.replaceAll('_', ' ')}`, 'Write the value in another way.');
  }
}

/** A number literal with its sign, as a value. */
export function numberLiteral(digits: string): Typed {
  const type = numberType(digits);
  const sql =
    type.name === 'decimal' ? `CAST(${digits} AS DECIMAL(${type.precision},${type.scale}))` : digits;
  return { sql: digits.startsWith('-') ? `(${sql})` : sql, type, number: digits };
}

function numberType(digits: string): SqlType {
  if (/e/i.test(digits)) return double;
  const [, whole = '', fraction] = /^-?0*(\d*)(?:\.(\d*))?$/.exec(digits) ?? [];
  if (fraction !== undefined) return decimalLiteral(whole.length + fraction.length, fraction.length, digits);
  const value = BigInt(digits);
  if (value < 2n ** 31n && value >= -(2n ** 31n)) return integer;
  if (value < 2n ** 63n && value >= -(2n ** 63n)) return bigint;
  throw new QueryError('SYNTAX_ERROR', `Invalid numeric literal: ${digits}`);
}

function decimalLiteral(precision: number, scale: number, digits: string): SqlType {
  if (precision <= 38) return decimal(precision, scale);
  throw new QueryError(
    'INVALID_LITERAL',
    `'${digits}' is not a valid DECIMAL literal: it has more than 38 digits`,
  );
}

function typedLiteral(value: string, type: SqlType, pattern: RegExp): Typed {
  const name = type.name.toUpperCase();
  if (pattern.test(value) && isMoment(value)) return { sql: `CAST(${quoteText(value)} AS ${name})`, type };
  // Athena also takes other digits, blanks and, in a timestamp, a zone.
  if (!pattern.test(value) && /^\s*[+-]?\d+-\d{1,2}-\d{1,2}/.test(value))
    throw notSupported(
      `the ${name} literal '${value}'`,
      'Write it like 2020-02-29 or 2020-02-29 01:02:03.456.',
    );
  throw new QueryError('INVALID_LITERAL', `'${value}' is not a valid ${name} literal`);
}

/** `TIMESTAMP '2024-01-31 10:00:00 Europe/Berlin'` */
function zonedLiteral(value: string): Typed | undefined {
  const [, local, name] =
    /^(\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?) ?([A-Z+-].*)$/i.exec(value) ?? [];
  if (local === undefined || !isTimeZone(name!)) return undefined;
  const { sql } = typedLiteral(local, timestamp, timestampPattern);
  const zone = zoneNamed(name!);
  const moment = momentOf(sql, zone);
  const skipped = raise('INVALID_LITERAL', `'${value}' is not a valid TIMESTAMP literal`);
  if (zone === utc) return { sql: moment, type: zoned(zone) };
  const shown = localTime({ sql: moment, type: zoned(zone) });
  return { sql: `(CASE WHEN ${shown} = ${sql} THEN ${moment} ELSE ${skipped} END)`, type: zoned(zone) };
}

/** Whether a day is in the calendar, and a time on the clock. */
function isMoment(value: string): boolean {
  const [day = '', time = '00:00'] = value.split(' ');
  const iso = `${day}T${time.length === 5 ? `${time}:00` : time}Z`;
  const moment = new Date(iso);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day);
}
