import { trimmed } from './white-space.ts';

const pattern = /^([+-]?\d{1,9})-(\d{1,2})-(\d{1,2})$/;
/** Days are 32-bit numbers. */
const DAYS_LIMIT = 2 ** 31 - 1;

/** The days from 1970-01-01 to a date; undefined where Athena reads none. */
export function daysOfDate(text: string): number | undefined {
  const match = pattern.exec(trimmed(text));
  const days = match ? daysOf(...(match.slice(1).map(Number) as [number, number, number])) : undefined;
  return days !== undefined && Math.abs(days) < DAYS_LIMIT ? days : undefined;
}

const DAYS_OF_400_YEARS = 146_097;
const MS_OF_DAY = 86_400_000;

/** The days from 1970-01-01 to a day of the Gregorian calendar; undefined for one that does not exist. */
export function daysOf(year: number, month: number, day: number): number | undefined {
  // The calendar repeats itself every 400 years.
  const cycles = Math.floor(year / 400);
  const date = new Date(Date.UTC(2000 + (year - 400 * cycles), month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.getTime() / MS_OF_DAY + (cycles - 5) * DAYS_OF_400_YEARS;
}

/** A day as Java writes it, `2020-02-29`: a year of more than four digits has a sign, as one before year 0. */
export function dateText(days: number): string {
  const cycles = Math.floor(days / DAYS_OF_400_YEARS);
  const date = new Date((days - cycles * DAYS_OF_400_YEARS) * MS_OF_DAY);
  const year = date.getUTCFullYear() + 400 * cycles;
  const digits = String(Math.abs(year)).padStart(4, '0');
  const sign = year < 0 ? '-' : digits.length > 4 ? '+' : '';
  return `${sign}${digits}${date.toISOString().slice(4, 10)}`;
}
