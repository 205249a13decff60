import { quoteText } from './typed.ts';
import { asDecimal, duckType } from './types.ts';
import type { SqlType } from './types.ts';

/** How a text is read as a type. */
interface Reading {
  /** Texts that DuckDB's own CAST reads as Athena does, and that always fit. */
  usual(type: SqlType): string;
  /** What reads all others: NULL where Athena reads nothing. The functions are in run/text-functions.ts. */
  other(sql: string, type: SqlType): string;
}

const tried = (text: string) => (sql: string, type: SqlType) =>
  `TRY_CAST(${text}(${sql}) AS ${duckType(type)})`;
const integer = (digits: number): Reading => ({
  usual: () => `[+-]?[0-9]{1,${digits}}`,
  other: tried('athena_integer_text'),
});
const floating: Reading = {
  usual: () => '[+-]?[0-9]{1,15}([.][0-9]{1,15})?',
  other: tried('athena_double_text'),
};
const day = '[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])';

const time = '([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,3})?)?';

const readings: Partial<Record<SqlType['name'], Reading>> = {
  tinyint: integer(2),
  smallint: integer(4),
  integer: integer(9),
  bigint: integer(18),
  real: floating,
  double: floating,
  decimal: { usual: decimalDigits, other: tried('athena_decimal_text') },
  boolean: {
    usual: () => 'true|false',
    other: (sql) =>
      `CASE WHEN lower(${sql}) IN ('t', 'true', '1') THEN true WHEN lower(${sql}) IN ('f', 'false', '0') THEN false END`,
  },
  date: { usual: () => day, other: (sql) => `DATE '1970-01-01' + athena_days(${sql})` },
  timestamp: { usual: () => `${day}( ${time})?`, other: (sql) => `make_timestamp(athena_micros(${sql}))` },
};

/** A text as a value of another type, NULL where it does not read as one; undefined where there is no such cast. */
export function readText(sql: string, type: SqlType): string | undefined {
  const reading = readings[type.name];
  if (!reading) return undefined;
  const fits = `regexp_full_match(${sql}, ${quoteText(reading.usual(type))})`;
  const direct = `CAST(${sql} AS ${duckType(type)})`;
  return `(CASE WHEN ${fits} THEN ${direct} WHEN ${sql} IS NOT NULL THEN ${reading.other(sql, type)} END)`;
}

/** Trino's code and words for a text that does not read, in SQL. */
export function textFailure(sql: string, type: SqlType): string {
  const value = `${sql} || `;
  if (type.name === 'date' || type.name === 'timestamp')
    return `'INVALID_CAST_ARGUMENT: Value cannot be cast to ${type.name}: ' || ${sql}`;
  if (type.name !== 'decimal') {
    const name = type.name === 'integer' ? 'INT' : type.name.toUpperCase();
    return `'INVALID_CAST_ARGUMENT: Cannot cast ''' || ${value}''' to ${name}'`;
  }
  const reason = `CASE WHEN athena_decimal_text(${sql}) IS NULL THEN 'Value is not a number.' ELSE 'Value too large.' END`;
  return `'INVALID_CAST_ARGUMENT: Cannot cast VARCHAR ''' || ${value}''' to DECIMAL(${type.precision}, ${type.scale}). ' || ${reason}`;
}

/** One digit less than fit, for what rounding carries. */
function decimalDigits(type: SqlType): string {
  const { precision, scale } = asDecimal(type);
  return `[+-]?[0-9]{1,${Math.max(1, precision - scale - 1)}}([.][0-9]{0,${scale}})?`;
}
