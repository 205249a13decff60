import { textOf } from './cast-to-text.ts';
import type { Typed } from './typed.ts';
import { duckType, isFloating, isInteger, isNumeric } from './types.ts';
import type { SqlType } from './types.ts';

/** A number or truth value as a value of another type, NULL where it does not fit; undefined where there is no such cast. */
export function convertNumber({ sql, type: from }: Typed, to: SqlType): string | undefined {
  if (!isNumeric(to) && to.name !== 'boolean') return undefined;
  const direct = `TRY_CAST(${sql} AS ${duckType(to)})`;
  if (!isFloating(from)) return direct;
  if (to.name === 'decimal') return throughDigits(sql, to);
  if (to.name === 'real') return narrowed(sql);
  if (!isInteger(to)) return direct;
  return from.name === 'real' && to.name === 'bigint' ? clamped(sql) : rounded(sql, to);
}

/** Doubles become decimals by their shortest digits; with an exponent DuckDB reads some of them wrongly. */
function throughDigits(sql: string, to: SqlType): string {
  const digits = `CAST(${sql} AS VARCHAR)`;
  const plain = `abs(${sql}) BETWEEN 1e-4 AND 1e15 OR ${sql} = 0`;
  return `TRY_CAST(CASE WHEN ${plain} THEN ${digits} ELSE athena_decimal_text(${digits}) END AS ${duckType(to)})`;
}

/** The largest real, and the double from which on the nearest real is infinite. */
const LAST_REAL = '3.4028234663852886e38';
const NO_REAL = '3.4028235677973366e38';

function narrowed(sql: string): string {
  const sides = ['', '-'].map((sign) => {
    const [beyond, over] = sign
      ? [`${sql} <= -${NO_REAL}`, `${sql} < 0`]
      : [`${sql} >= ${NO_REAL}`, `${sql} > 0`];
    return `WHEN ${beyond} THEN CAST('${sign}Infinity' AS REAL) WHEN ${over} THEN CAST(${sign}${LAST_REAL} AS REAL)`;
  });
  return `COALESCE(TRY_CAST(${sql} AS REAL), CASE ${sides.join(' ')} END)`;
}

/** Half is rounded away from zero. */
const rounded = (sql: string, to: SqlType) => `TRY_CAST(round(${sql}) AS ${duckType(to)})`;

/** A real beyond BIGINT becomes its first or last value, unlike a double. */
function clamped(sql: string): string {
  const limits = `WHEN ${sql} >= 9223372036854775807 THEN 9223372036854775807 WHEN ${sql} < -9223372036854775807 THEN -9223372036854775808`;
  return `(CASE WHEN isnan(${sql}) THEN NULL ${limits} ELSE ${rounded(sql, { name: 'bigint' })} END)`;
}

/** Whether every value fits: then nothing need be tried. */
export function alwaysFits(from: SqlType, to: SqlType): boolean {
  return to.name === 'boolean' || isFloating(to) || (from.name === 'boolean' && isInteger(to));
}

/** Trino's code and words for a number that does not fit, in SQL. */
export function numberFailure(value: Typed, to: SqlType): string {
  const { sql, type: from } = value;
  const text = textOf(value);
  const invalid = `'INVALID_CAST_ARGUMENT: Cannot cast `;
  if (to.name === 'decimal') return `${invalid}${trinoName(from)} ''' || ${text} || ''' to ${trinoName(to)}'`;
  if (from.name === 'decimal') return `${invalid}''' || ${text} || ''' to ${trinoName(to)}'`;
  if (isFloating(from) && to.name === 'bigint') {
    return `'INVALID_CAST_ARGUMENT: Unable to cast ' || ${text} || ' to bigint'`;
  }
  const range = `'NUMERIC_VALUE_OUT_OF_RANGE: Out of range for ${to.name}: ' || ${text}`;
  if (!isFloating(from)) return range;
  return `CASE WHEN isnan(${sql}) THEN ${invalid}${from.name} NaN to ${to.name}' ELSE ${range} END`;
}

/** As Trino's messages write a type: `DECIMAL(5, 2)`. */
const trinoName = (type: SqlType) =>
  type.name === 'decimal' ? `DECIMAL(${type.precision}, ${type.scale})` : type.name.toUpperCase();
