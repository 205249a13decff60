/** Athena's types (Trino's), how they widen, and what DuckDB calls them. https://trino.io/docs/current/language/types.html */

type SimpleName =
  | 'boolean'
  | 'tinyint'
  | 'smallint'
  | 'integer'
  | 'bigint'
  | 'real'
  | 'double'
  | 'varchar'
  | 'date'
  | 'timestamp'
  /** The type of a bare NULL. */
  | 'unknown';

export interface DecimalType {
  name: 'decimal';
  precision: number;
  scale: number;
}
export interface ArrayType {
  name: 'array';
  element: SqlType;
}
export type SqlType = { name: SimpleName } | DecimalType | ArrayType;

export const boolean: SqlType = { name: 'boolean' };
export const tinyint: SqlType = { name: 'tinyint' };
export const integer: SqlType = { name: 'integer' };
export const bigint: SqlType = { name: 'bigint' };
export const double: SqlType = { name: 'double' };
export const real: SqlType = { name: 'real' };
export const varchar: SqlType = { name: 'varchar' };
export const date: SqlType = { name: 'date' };
export const timestamp: SqlType = { name: 'timestamp' };
export const unknown: SqlType = { name: 'unknown' };
export const arrayOf = (element: SqlType): ArrayType => ({ name: 'array', element });

/** A decimal type; the precision is capped at 38 as Trino does. */
export const decimal = (precision: number, scale: number): DecimalType => ({
  name: 'decimal',
  precision: Math.min(38, Math.max(precision, scale, 1)),
  scale,
});

/** The decimal digits that each integer type needs as a decimal, narrowest type first. */
const integerDigits = { tinyint: 3, smallint: 5, integer: 10, bigint: 19 } as const;
const integers = Object.keys(integerDigits);

export const isInteger = (type: SqlType): boolean => integers.includes(type.name);
export const isFloating = (type: SqlType): boolean => type.name === 'real' || type.name === 'double';
export const isNumeric = (type: SqlType): boolean =>
  isInteger(type) || isFloating(type) || type.name === 'decimal';

/** An exact number's type as a decimal. */
export function asDecimal(type: SqlType): DecimalType {
  if (type.name === 'decimal') return type;
  return decimal(integerDigits[type.name as keyof typeof integerDigits], 0);
}

/** Whether it is a decimal without digits before its point. */
export const isFraction = (type: SqlType): type is DecimalType =>
  type.name === 'decimal' && type.precision === type.scale;

/** The decimal type with room for one digit more before its point. */
export const withWholeDigit = ({ precision, scale }: DecimalType): DecimalType =>
  decimal(precision + 1, scale);

export function sameType(a: SqlType, b: SqlType): boolean {
  return typeName(a) === typeName(b);
}

/** The type that both widen to without a cast being written; undefined when there is none. */
export function commonType(a: SqlType, b: SqlType): SqlType | undefined {
  if (sameType(a, b) || b.name === 'unknown') return a;
  if (a.name === 'unknown') return b;
  if (isNumeric(a) && isNumeric(b)) return commonNumber(a, b);
  if (a.name === 'array' && b.name === 'array') {
    const element = commonType(a.element, b.element);
    return element && arrayOf(element);
  }
  const names = [a.name, b.name];
  return names.includes('date') && names.includes('timestamp') ? timestamp : undefined;
}

function commonNumber(a: SqlType, b: SqlType): SqlType {
  if (a.name === 'double' || b.name === 'double') return double;
  if (a.name === 'real' || b.name === 'real') return real;
  if (isInteger(a) && isInteger(b)) return integers.indexOf(a.name) > integers.indexOf(b.name) ? a : b;
  const [x, y] = [asDecimal(a), asDecimal(b)];
  const scale = Math.max(x.scale, y.scale);
  return decimal(Math.max(x.precision - x.scale, y.precision - y.scale) + scale, scale);
}

/** As Athena writes the type, e.g. `decimal(4,2)`, `array(integer)`. */
export function typeName(type: SqlType): string {
  if (type.name === 'decimal') return `decimal(${type.precision},${type.scale})`;
  if (type.name === 'array') return `array(${typeName(type.element)})`;
  return type.name;
}

/** As DuckDB writes the type. */
export function duckType(type: SqlType): string {
  if (type.name === 'array') return `${duckType(type.element)}[]`;
  if (type.name === 'unknown') return 'INTEGER';
  return typeName(type).toUpperCase();
}

const hiveNames: Record<string, SqlType> = {
  boolean,
  tinyint,
  smallint: { name: 'smallint' },
  int: integer,
  integer,
  bigint,
  float: real,
  double,
  string: varchar,
  date,
  timestamp,
};

/** A column's type as the catalog writes it (`array<int>`); undefined for what the local engine does not read. */
export function hiveType(text: string): SqlType | undefined {
  const plain = text.toLowerCase().replaceAll(/\s/g, '');
  const decimalMatch = /^decimal(?:\((\d+)(?:,(\d+))?\))?$/.exec(plain);
  if (decimalMatch) return decimal(Number(decimalMatch[1] ?? 10), Number(decimalMatch[2] ?? 0));
  if (/^varchar\(\d+\)$/.test(plain)) return varchar;
  const arrayMatch = /^array<(.*)>$/.exec(plain);
  if (arrayMatch) {
    const element = hiveType(arrayMatch[1]!);
    return element && arrayOf(element);
  }
  return Object.hasOwn(hiveNames, plain) ? hiveNames[plain] : undefined;
}
