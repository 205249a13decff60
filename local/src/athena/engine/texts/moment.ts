import { daysOf } from './day.ts';
import { isTimeZone } from './time-zone.ts';
import { trimmed } from './white-space.ts';

const time = String.raw`(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,18}))?)?`;
const pattern = new RegExp(String.raw`^([+-]?\d{4,9})-(\d{1,2})-(\d{1,2})(?: (?:${time})?\s*(.+)?)?$`);
const MS_OF_DAY = 86_400_000n;

/**
 * The microseconds from 1970-01-01 to a timestamp, rounded to milliseconds; undefined where Athena reads none. A time
 * zone may stand behind it, which is skipped. What exceeds 64 bits runs over, as in Trino.
 */
export function microsOfTimestamp(text: string): bigint | undefined {
  const match = pattern.exec(trimmed(text));
  if (!match) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = match;
  const days = daysOf(Number(year), Number(month), Number(day));
  if (days === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  if (zone !== undefined && !isTimeZone(zone)) return undefined;
  const seconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  const ms = seconds * 1000 + Math.round(Number(fraction.padEnd(4, '0').slice(0, 4)) / 10);
  return BigInt.asIntN(64, (BigInt(days) * MS_OF_DAY + BigInt(ms)) * 1000n);
}
