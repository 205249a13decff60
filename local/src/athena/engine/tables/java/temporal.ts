/** A point in time without a zone, as seconds since 1970 and the nanoseconds on top. */
export interface Instant {
  seconds: number;
  nanos: number;
}

const around = /^[\0- ]+|[\0- ]+$/g;
/** Java's lenient numbers: any sign, up to nine digits, and values beyond a month's or a day's end run on. */
const lenient = String.raw`([+-]?\d{1,9})`;
const dateText = new RegExp(`^${lenient}-${lenient}-${lenient}$`);
const hiveText = new RegExp(
  String.raw`^${lenient}-${lenient}-${lenient} ${lenient}:${lenient}:${lenient}(?:\.(\d{0,9}))?$`,
);
const isoText =
  /^([+-]?\d{1,9})-(\d{1,9})-(\d{1,9})[tT](\d{1,9}):(\d{1,9})(?::(\d{1,9})(?:\.(\d{0,9}))?)?(z|[+-]\d\d:?\d\d)?$/i;
const greatestYear = 999_999_999;
const daySeconds = 86_400;
const space = 0x20;

/**
 * A date as Hive's text has it, as days since 1970; what stands after a space is skipped.
 * https://github.com/trinodb/trino/blob/435/lib/trino-hive-formats/src/main/java/io/trino/hive/formats/HiveFormatUtils.java
 */
export function parseHiveDate(text: string): number | undefined {
  const whole = trimmed(text);
  const end = whole.indexOf(' ');
  const found = dateText.exec(end < 0 ? whole : whole.slice(0, end));
  return found ? epochDay(found) : undefined;
}

/** A timestamp as Hive's text has it, or as ISO 8601 without a zone. */
export function parseHiveTimestamp(text: string): Instant | undefined {
  const iso = isoText.exec(text);
  if (iso) return iso[8] === undefined ? instant(iso) : undefined;
  const found = hiveText.exec(text);
  return found ? instant(found) : undefined;
}

/** A timestamp of ISO 8601 with its zone, as UTC. */
export function parseZonedTimestamp(text: string): Instant | undefined {
  const found = isoText.exec(text);
  const zone = found?.[8];
  if (!found || zone === undefined) return undefined;
  const local = instant(found);
  const offset = offsetSeconds(zone);
  return local && offset !== undefined ? { ...local, seconds: local.seconds - offset } : undefined;
}

/** Microseconds, rounded to the milliseconds that Athena keeps; undefined beyond 64 bits. */
export function epochMicros({ seconds, nanos }: Instant): bigint | undefined {
  const micros = BigInt(seconds) * 1_000_000n + BigInt(Math.floor((nanos + 500_000) / 1_000_000) * 1000);
  return micros >= -(2n ** 63n) && micros < 2n ** 63n ? micros : undefined;
}

/** As Java's `String.trim`: it knows no other blanks. */
export function trimmed(text: string): string {
  const bare = text.charCodeAt(0) > space && text.charCodeAt(text.length - 1) > space;
  return bare ? text : text.replace(around, '');
}

/** @param found holds year, month and day behind the whole text */
function epochDay(found: RegExpExecArray): number | undefined {
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  // JavaScript's own dates run on as Java's lenient ones do, but know few years.
  if (year >= 100 && year < 10_000) {
    const ms = Date.UTC(year, month - 1, day);
    if (!Number.isNaN(ms)) return ms / (daySeconds * 1000);
  }
  const months = year * 12 + month - 1;
  const [atYear, atMonth] = [Math.floor(months / 12), ((months % 12) + 12) % 12];
  if (Math.abs(year) > greatestYear || Math.abs(atYear) > greatestYear) return undefined;
  return daysBefore(atYear, atMonth) + day - 1;
}

/** Days from 1970 to a month's first, in the Gregorian calendar without a beginning. */
function daysBefore(year: number, month: number): number {
  const cycles = Math.floor(year / 400);
  const shifted = new Date(Date.UTC(2000, 0, 1));
  shifted.setUTCFullYear(2000 + year - cycles * 400, month, 1);
  return shifted.getTime() / (daySeconds * 1000) + (cycles - 5) * 146_097;
}

function instant(found: RegExpExecArray): Instant | undefined {
  const day = epochDay(found);
  const [hours = 0, minutes = 0, seconds = 0] = found.slice(4, 7).map((part) => Number(part ?? 0));
  // Java counts them as nanoseconds in 64 bits.
  const time = hours * 3600 + minutes * 60 + seconds;
  if (day === undefined || Math.abs(time) > 9.2e9) return undefined;
  return { seconds: day * daySeconds + time, nanos: Number((found[7] ?? '').padEnd(9, '0')) };
}

function offsetSeconds(zone: string): number | undefined {
  if (zone.length === 1) return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  const seconds = hours * 3600 + minutes * 60;
  if (minutes > 59 || seconds > 18 * 3600) return undefined;
  return zone.startsWith('-') ? -seconds : seconds;
}
