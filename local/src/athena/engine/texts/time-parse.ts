import { QueryError, notSupported } from '../query-error.ts';
import { daysOf } from './day.ts';
import type { Piece } from './time-format.ts';

const monthNames = [
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july'],
  ...['august', 'september', 'october', 'november', 'december'],
];
const months = monthNames.flatMap((name) => [name, name.slice(0, 3)]).join('|');

/** What a sign reads, and which field it is; a minus in a sign has no bearing on reading. */
const signs: Record<string, [pattern: string, field: string]> = {
  '%Y': ['[+-]?\\d{1,9}', 'year'],
  '%y': ['\\d\\d', 'shortYear'],
  '%m': ['\\d{1,2}', 'month'],
  '%B': [months, 'monthName'],
  '%b': [months, 'monthName'],
  '%d': ['\\d{1,2}', 'day'],
  '%H': ['\\d{1,2}', 'hour'],
  '%I': ['\\d{1,2}', 'halfHour'],
  '%p': ['am|pm', 'half'],
  '%M': ['\\d{1,2}', 'minute'],
  '%S': ['\\d{1,2}', 'second'],
  '%f': ['\\d{1,9}', 'fraction'],
  '%g': ['\\d{3}', 'fraction'],
};

/** Reads a text in a format, giving the microseconds since 1970. */
export type ReadTime = (text: string) => bigint;

/** @throws QueryError NOT_SUPPORTED for a format that Athena reads in ways of its own */
export function timeReader(pieces: Piece[]): ReadTime {
  const fields: string[] = [];
  const source = pieces.map((piece, at) => {
    if (!('sign' in piece)) return piece.text.replaceAll(/[^\p{L}\p{N} ]/gu, String.raw`\$&`);
    const sign = piece.sign.replace('-', '');
    const [pattern, field] = signs[sign] ?? [];
    if (!pattern || fields.includes(field!))
      throw notSupported(
        `reading a time by ${sign}${pattern ? ' twice' : ''}`,
        'Cut the text with substr or regexp_extract.',
      );
    fields.push(field!);
    // A year is as long as it likes, unless digits follow.
    const next = pieces[at + 1];
    const isFollowed = next && 'sign' in next && signs[next.sign.replace('-', '')]?.[0].includes('d');
    return field === 'year' && isFollowed ? '(\\d{4})' : `(${pattern})`;
  });
  const expression = new RegExp(`^${source.join('')}$`, 'i');
  return (text) => {
    const found = expression.exec(text);
    if (!found) throw invalid(`Invalid format: "${text}"`);
    return micros(Object.fromEntries(fields.map((field, index) => [field, found[index + 1]!])));
  };
}

const invalid = (message: string) => new QueryError('INVALID_FUNCTION_ARGUMENT', message);

function micros(fields: Record<string, string>): bigint {
  const { minute = '0', second = '0', fraction = '' } = fields;
  const day = within('DayOfMonth', 1, 31, fields.day ?? '1');
  const days = daysOf(yearOf(fields), monthOf(fields), day);
  if (days === undefined)
    throw invalid(`Invalid date '${monthNames[monthOf(fields) - 1]!.toUpperCase()} ${day}'`);
  const minutes = hourOf(fields) * 60 + within('MinuteOfHour', 0, 59, minute);
  const seconds = minutes * 60 + within('SecondOfMinute', 0, 59, second);
  const ms = BigInt(seconds * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3)));
  return (BigInt(days) * 86_400_000n + ms) * 1000n;
}

/** Two digits are of the years 1970 to 2069. */
function yearOf({ year, shortYear }: Record<string, string>): number {
  if (shortYear === undefined) return Number(year ?? 1970);
  return Number(shortYear) + (Number(shortYear) < 70 ? 2000 : 1900);
}

function monthOf({ month, monthName }: Record<string, string>): number {
  if (monthName !== undefined)
    return monthNames.findIndex((name) => name.startsWith(monthName.toLowerCase())) + 1;
  return within('MonthOfYear', 1, 12, month ?? '1');
}

function hourOf({ hour, halfHour, half }: Record<string, string>): number {
  if (halfHour === undefined) return within('HourOfDay', 0, 23, hour ?? '0');
  return (within('ClockhourOfHalfday', 1, 12, halfHour) % 12) + (half?.toLowerCase() === 'pm' ? 12 : 0);
}

function within(name: string, least: number, greatest: number, text: string): number {
  const value = Number(text);
  if (value >= least && value <= greatest) return value;
  throw invalid(`Invalid value for ${name} (valid values ${least} - ${greatest}): ${value}`);
}
