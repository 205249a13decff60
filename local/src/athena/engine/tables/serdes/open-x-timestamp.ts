import { atScale, parseBigDecimal } from '../java/decimal.ts';
import { parseHiveTimestamp, parseZonedTimestamp } from '../java/temporal.ts';
import type { Instant } from '../java/temporal.ts';
import { isLong, parseLong } from '../java/whole.ts';

const zone = /z$|.[+-]\d\d:?\d\d$/i;
/** So many characters and more are milliseconds, fewer are seconds. */
const millisecondsFrom = 13;

/**
 * A timestamp of OpenX's JSON: text, with a zone or without, or a number of seconds or milliseconds.
 * https://github.com/trinodb/trino/blob/435/lib/trino-hive-formats/src/main/java/io/trino/hive/formats/line/openxjson/OpenXJsonDeserializer.java
 */
export function parseOpenXTimestamp(text: string): Instant | undefined {
  if (text.indexOf(':') > 0) {
    return (zone.test(text) ? parseZonedTimestamp(text) : undefined) ?? parseHiveTimestamp(text);
  }
  if (!/^[-+.0-9]*$/.test(text)) return undefined;
  const number = text.includes('.') ? milliseconds(text) : parseLong(text);
  if (number === undefined) return undefined;
  if (text.includes('.') || text.length >= millisecondsFrom) return ofMilliseconds(number);
  return { seconds: Number(number), nanos: 0 };
}

/** Seconds with decimals as milliseconds, what is left cut off. */
function milliseconds(text: string): bigint | undefined {
  const seconds = parseBigDecimal(text);
  const value = seconds && atScale({ ...seconds, scale: seconds.scale - 3 }, 0, 'down');
  return value !== undefined && isLong(value) ? value : undefined;
}

function ofMilliseconds(value: bigint): Instant {
  const rest = ((value % 1000n) + 1000n) % 1000n;
  return { seconds: Number((value - rest) / 1000n), nanos: Number(rest) * 1_000_000 };
}
