import { quoteText } from './typed.ts';
import type { Typed } from './typed.ts';
import { duckType, isFloating, isFraction, withWholeDigit } from './types.ts';
import { localTime, shownZone } from './zones.ts';

/** A value as Athena casts it to text; undefined where it does not. */
export function castToText(value: Typed): string | undefined {
  const { type: from } = value;
  if (isFloating(from)) return `athena_scientific_${from.name}(${value.sql})`;
  if (from.name === 'timestamp' || from.name === 'timestamp with time zone') return momentText(value);
  return from.name === 'array' || from.name === 'map' ? undefined : textOf(value);
}

function momentText(value: Typed): string {
  const time = `strftime(${localTime(value)}, '%Y-%m-%d %H:%M:%S.%g')`;
  return value.type.name === 'timestamp' ? time : `(${time} || ${quoteText(` ${shownZone(value.type)}`)})`;
}

/** A number, truth value, text or date in Athena's digits, doubles and reals as results show them. */
export function textOf({ sql, type }: Typed): string {
  if (isFloating(type)) return `athena_${type.name}(${sql})`;
  if (type.name === 'interval day to second') return `athena_day_time(${sql})`;
  if (type.name === 'interval year to month') return `athena_year_month(${sql})`;
  // DuckDB writes no zero before the point.
  if (isFraction(type)) return `CAST(CAST(${sql} AS ${duckType(withWholeDigit(type))}) AS VARCHAR)`;
  return `CAST(${sql} AS VARCHAR)`;
}
