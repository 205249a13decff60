import { QueryError, notSupported } from '../query-error.ts';
import { daysOf } from './day.ts';
import { microsOfTimestamp } from './moment.ts';

const dayPattern = /^(\d{4})-(\d\d)-(\d\d)$/;
const momentPattern = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(:\d\d(?:[.,]\d{1,9})?)?)?(.*)$/;

/** The days from 1970-01-01 to `2020-02-29`. @throws QueryError for other forms of ISO 8601 too, which Athena reads */
export function isoDays(text: string): number {
  const [, year, month, day] = dayPattern.exec(text) ?? [];
  if (year === undefined) throw unread(text, '2020-02-29');
  const days = daysOf(Number(year), Number(month), Number(day));
  if (days === undefined) throw invalid(text);
  return days;
}

/** The microseconds from 1970 to `2020-02-29T01:02:03Z`; a text without zone is of UTC. @throws QueryError */
export function isoMicros(text: string): bigint {
  const [, day, time = '00:00', seconds = ':00', zone] = momentPattern.exec(text) ?? [];
  if (day === undefined || !['', 'Z', '+00:00'].includes(zone!)) throw unread(text, '2020-02-29T01:02:03Z');
  const micros = microsOfTimestamp(`${day} ${time}${seconds.replace(',', '.')}`);
  if (micros === undefined) throw invalid(text);
  return micros;
}

const unread = (text: string, like: string) =>
  /^[+-]?\d{4}/.test(text)
    ? notSupported(`reading '${text}' as ISO 8601`, `It reads texts like ${like}.`)
    : invalid(text);
const invalid = (text: string) => new QueryError('INVALID_FUNCTION_ARGUMENT', `Invalid format: "${text}"`);
