import { QueryError } from '../query-error.ts';
import { intervalProduct, timeSum } from './intervals.ts';
import { numberLiteral } from './literal.ts';
import { coerce, raise } from './typed.ts';
import type { Typed } from './typed.ts';
import {
  asDecimal,
  commonType,
  decimal,
  duckType,
  isFloating,
  isInteger,
  isNumeric,
  typeName,
} from './types.ts';
import type { DecimalType, SqlType } from './types.ts';

/** Trino's arithmetic: https://trino.io/docs/current/functions/decimal.html for precision and scale of results. */

export const add = (a: Typed, b: Typed) => timeSum('+', a, b) ?? exact('+', a, b, sumType);
export const subtract = (a: Typed, b: Typed) => timeSum('-', a, b) ?? exact('-', a, b, sumType);

export const multiply = (a: Typed, b: Typed) =>
  intervalProduct('*', a, b) ??
  exact('*', a, b, (x, y) => productType(x.precision + y.precision, x.scale + y.scale));

/** Integers divide to an integer towards zero, and by zero to an error. */
export function divide(a: Typed, b: Typed): Typed {
  const interval = intervalProduct('/', a, b);
  if (interval) return interval;
  const type = numberType('/', a, b);
  if (isFloating(type)) return plain('/', a, b, type);
  return isInteger(type)
    ? checkedDivision('//', a, b, type)
    : ofDecimals('athena_quotient', a, b, quotientType);
}

/** The remainder, with the sign of the dividend. */
export function modulo(a: Typed, b: Typed): Typed {
  const type = numberType('%', a, b);
  if (isFloating(type)) return plain('%', a, b, type);
  return isInteger(type)
    ? checkedDivision('%', a, b, type)
    : ofDecimals('athena_remainder', a, b, remainderType);
}

export function negate(value: Typed): Typed {
  if (value.number && !value.number.startsWith('-')) return numberLiteral(`-${value.number}`);
  if (!isNumeric(value.type) && !value.type.name.startsWith('interval')) throw mismatch('-', value.type);
  return { sql: `(- ${value.sql})`, type: value.type };
}

function sumType(a: DecimalType, b: DecimalType): DecimalType {
  const scale = Math.max(a.scale, b.scale);
  return decimal(Math.max(a.precision - a.scale, b.precision - b.scale) + scale + 1, scale);
}

function productType(precision: number, scale: number): DecimalType {
  if (scale <= 38) return decimal(precision, scale);
  throw new QueryError(
    'NUMERIC_VALUE_OUT_OF_RANGE',
    `A product of scale ${scale} exceeds decimal's 38 digits`,
  );
}

function quotientType(a: DecimalType, b: DecimalType): DecimalType {
  const scale = Math.max(a.scale, b.scale);
  return decimal(a.precision + b.scale + Math.max(0, b.scale - a.scale), scale);
}

function remainderType(a: DecimalType, b: DecimalType): DecimalType {
  const scale = Math.max(a.scale, b.scale);
  return decimal(Math.min(a.precision - a.scale, b.precision - b.scale) + scale, scale);
}

type DecimalRule = (a: DecimalType, b: DecimalType) => DecimalType;

function exact(operator: string, a: Typed, b: Typed, decimalRule: DecimalRule): Typed {
  const type = numberType(operator, a, b);
  if (type.name !== 'decimal') return plain(operator, a, b, type);
  const [x, y] = decimalsOf(a, b);
  const result = decimalRule(x, y);
  const [left, right] =
    operator === '*' ? [coerce(a, x), coerce(b, y)] : [coerce(a, result), coerce(b, result)];
  return { sql: `CAST(${left} ${operator} ${right} AS ${duckType(result)})`, type: result };
}

/** DuckDB divides decimals as doubles, so that functions in run/text-functions.ts reckon on their digits. */
function ofDecimals(name: string, a: Typed, b: Typed, rule: DecimalRule): Typed {
  const type = rule(...decimalsOf(a, b));
  const digits = [a, b].map(({ sql }) => `CAST(${sql} AS VARCHAR)`);
  return { sql: `CAST(${name}(${digits.join(', ')}, ${type.scale}) AS ${duckType(type)})`, type };
}

/** The decimal types of two operands; a bare NULL is one digit. */
function decimalsOf(...operands: [Typed, Typed]): [DecimalType, DecimalType] {
  return operands.map(({ type }) => (type.name === 'unknown' ? decimal(1, 0) : asDecimal(type))) as [
    DecimalType,
    DecimalType,
  ];
}

function plain(operator: string, a: Typed, b: Typed, type: SqlType): Typed {
  return { sql: `(${coerce(a, type)} ${operator} ${coerce(b, type)})`, type };
}

function checkedDivision(operator: string, a: Typed, b: Typed, type: SqlType): Typed {
  const quotient = `CAST(${coerce(a, type)} ${operator} ${coerce(b, type)} AS ${duckType(type)})`;
  if (b.number !== undefined && Number(b.number) !== 0) return { sql: quotient, type };
  const failure = raise('DIVISION_BY_ZERO', 'Division by zero');
  return { sql: `(CASE WHEN ${b.sql} = 0 THEN ${failure} ELSE ${quotient} END)`, type };
}

function numberType(operator: string, a: Typed, b: Typed): SqlType {
  const type = commonType(a.type, b.type);
  if (type && isNumeric(type)) return type;
  throw mismatch(operator, a.type, b.type);
}

function mismatch(operator: string, ...types: SqlType[]): QueryError {
  return new QueryError(
    'TYPE_MISMATCH',
    `Cannot apply operator ${operator} to ${types.map(typeName).join(', ')}`,
  );
}
