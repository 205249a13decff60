import { DuckDBDateValue, DuckDBDecimalValue, DuckDBTimestampValue } from '@duckdb/node-api';
import type { DuckDBValue } from '@duckdb/node-api';
import type { DecimalType, SqlType } from '../sql/types.ts';
import { atScale } from './java/decimal.ts';
import type { BigDecimal } from './java/decimal.ts';
import { epochMicros } from './java/temporal.ts';
import type { Instant } from './java/temporal.ts';
import { fewDigits, ranges } from './java/whole.ts';
import { wellFormed } from './java/well-formed.ts';

/** The number as a value of an integer type; undefined beyond its range. */
export function integerValue(value: bigint, { name }: SqlType): DuckDBValue | undefined {
  if (name === 'bigint') return value;
  const [least, greatest] = ranges[name]!;
  return value < least || value > greatest ? undefined : Number(value);
}

/**
 * Reads whole numbers as values of an integer type.
 * @param parse for texts that are not just a few digits
 */
export function integerReader(
  type: SqlType,
  parse: (text: string) => bigint | undefined,
): (text: string) => DuckDBValue | undefined {
  const greatest = Number(ranges[type.name]![1]);
  return (text) => {
    const few = fewDigits(text);
    if (few !== undefined && few <= greatest) return type.name === 'bigint' ? BigInt(few) : few;
    const value = parse(text);
    return value === undefined ? undefined : integerValue(value, type);
  };
}

/** The number rounded half up to a decimal type; undefined where it has too many digits. */
export function decimalValue(
  number: BigDecimal,
  { precision, scale }: DecimalType,
): DuckDBDecimalValue | undefined {
  const unscaled = atScale(number, scale, 'half up');
  if (unscaled === undefined) return undefined;
  const limit = 10n ** BigInt(precision);
  if (unscaled >= limit || unscaled <= -limit) return undefined;
  return new DuckDBDecimalValue(unscaled, precision, scale);
}

const int32 = 2 ** 31;

/** Days since 1970 as a date; undefined beyond 32 bits. */
export function dateValue(days: number): DuckDBDateValue | undefined {
  return days >= int32 || days < -int32 ? undefined : new DuckDBDateValue(days);
}

/** Undefined beyond 64 bits of microseconds. */
export function timestampValue(instant: Instant): DuckDBTimestampValue | undefined {
  const micros = epochMicros(instant);
  return micros === undefined ? undefined : new DuckDBTimestampValue(micros);
}

/**
 * How a text column's values are cut.
 * @param hiveType as the catalog writes it: `string`, or `varchar(n)`
 */
export function textValue(hiveType: string): (text: string) => string {
  const length = Number(/^varchar\((\d+)\)$/.exec(hiveType)?.[1] ?? Infinity);
  if (length === Infinity) return wellFormed;
  return (text) => {
    const whole = wellFormed(text);
    return whole.length > length ? [...whole].slice(0, length).join('') : whole;
  };
}

/** The type of an array's elements as the catalog writes it. */
export function elementHiveType(hiveType: string): string {
  return /^array<(.*)>$/.exec(hiveType)![1]!;
}
