import { DuckDBDateValue, DuckDBListValue, DuckDBMapValue, DuckDBTimestampValue } from '@duckdb/node-api';
import type { DuckDBValue } from '@duckdb/node-api';
import type { SqlType, ZonedType } from '../sql/types.ts';
import { shownZone } from '../sql/zones.ts';
import { clockOffset } from '../texts/clock-offset.ts';
import { dateText } from '../texts/day.ts';
import { dayTimeText, yearMonthText } from '../texts/interval.ts';

/** Gives a value's text as Athena shows it; NULL is none. */
export type ValueText = (value: DuckDBValue) => string | undefined;

export function valueText(type: SqlType): ValueText {
  const text = textOf(type);
  return (value) => (value === null ? undefined : text(value));
}

function textOf(type: SqlType): (value: DuckDBValue) => string {
  switch (type.name) {
    case 'double':
      return (value) => javaNumber(value as number, (number) => number.toExponential());
    case 'real':
      return (value) => javaNumber(value as number, shortestFloat);
    case 'timestamp':
      return (value) => timestampText(value as DuckDBTimestampValue);
    case 'timestamp with time zone':
      return zonedText(type);
    case 'interval day to second':
      return (value) => dayTimeText(value as bigint);
    case 'interval year to month':
      return (value) => yearMonthText(value as number);
    case 'map': {
      const [key, mapped] = [valueText(type.key), valueText(type.value)];
      return (value) => {
        const entries = (value as DuckDBMapValue).entries.map(
          (entry) => `${key(entry.key)}=${mapped(entry.value) ?? 'null'}`,
        );
        return `{${entries.join(', ')}}`;
      };
    }
    case 'date':
      return (value) => dateText((value as DuckDBDateValue).days);
    case 'array': {
      const element = valueText(type.element);
      return (value) =>
        `[${(value as DuckDBListValue).items.map((item) => element(item) ?? 'null').join(', ')}]`;
    }
    case 'boolean':
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'decimal':
    case 'varchar':
    case 'json':
    case 'unknown':
      // Each of these values has a toString that reads as Athena's text.
      return String;
  }
}

const MS_OF_DAY = 86_400_000n;

function zonedText(type: ZonedType): (value: DuckDBValue) => string {
  const zone = shownZone(type);
  return (value) => {
    const { micros } = value as DuckDBTimestampValue;
    return `${timestampText(new DuckDBTimestampValue(micros + clockOffset(micros, zone)))} ${zone}`;
  };
}

/** In whole numbers throughout: DuckDB's last years have more milliseconds than a double tells apart. */
function timestampText({ micros }: DuckDBTimestampValue): string {
  const ms = micros / 1000n;
  const time = ((ms % MS_OF_DAY) + MS_OF_DAY) % MS_OF_DAY;
  return `${dateText(Number((ms - time) / MS_OF_DAY))} ${new Date(Number(time)).toISOString().slice(11, -1)}`;
}

/**
 * As Java writes a number: 1.0, 1.0E10, 1.0E-5.
 * https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/Double.html#toString(double)
 * @param exponential gives the shortest digits, as `1.25e-3`
 */
function javaNumber(value: number, exponential: (value: number) => string): string {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const [digits = '', exponent = '0'] = exponential(value).split('e');
  const magnitude = Math.abs(value);
  if (magnitude >= 1e-3 && magnitude < 1e7) return withFraction(plainDigits(digits, Number(exponent)));
  return `${withFraction(digits)}E${Number(exponent)}`;
}

const withFraction = (digits: string) => (digits.includes('.') ? digits : `${digits}.0`);

/** Between 1e-6 and 1e21 JavaScript writes the shortest digits without exponent. */
const plainDigits = (digits: string, exponent: number) => String(Number(`${digits}e${exponent}`));

/**
 * As Trino casts a number to text, always with an exponent: 1.0E0, 1.25E-3.
 * https://github.com/trinodb/trino/blob/435/core/trino-main/src/main/java/io/trino/type/DoubleOperators.java
 */
export function scientificText(value: number, exponential: (value: number) => string): string {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return '0E0';
  const [digits = '', exponent] = exponential(value).split('e');
  return `${withFraction(digits)}E${Number(exponent)}`;
}

export function shortestFloat(value: number): string {
  for (let digits = 0; digits < 9; digits++) {
    const text = value.toExponential(digits);
    if (Math.fround(Number(text)) === value) return text.replace(/\.?0+e/, 'e');
  }
  return value.toExponential();
}
