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
  /** Its canonical text. */
  | 'json'
  /** Milliseconds. */
  | 'interval day to second'
  /** Months. */
  | 'interval year to month'
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
export interface MapType {
  name: 'map';
  key: SqlType;
  value: SqlType;
}
/** A moment, kept as its time in UTC. The zone in which it is shown is that of all values of an expression. */
export interface ZonedType {
  name: 'timestamp with time zone';
  /** Undefined where values of several zones meet: they can be compared, but not be shown. */
  zone: string | undefined;
}
export type SqlType = { name: SimpleName } | DecimalType | ArrayType | MapType | ZonedType;

export const boolean: SqlType = { name: 'boolean' };
export const tinyint: SqlType = { name: 'tinyint' };
export const integer: SqlType = { name: 'integer' };
export const bigint: SqlType = { name: 'bigint' };
export const double: SqlType = { name: 'double' };
export const real: SqlType = { name: 'real' };
export const varchar: SqlType = { name: 'varchar' };
export const date: SqlType = { name: 'date' };
export const timestamp: SqlType = { name: 'timestamp' };
export const json: SqlType = { name: 'json' };
export const dayTime: SqlType = { name: 'interval day to second' };
export const yearMonth: SqlType = { name: 'interval year to month' };
export const unknown: SqlType = { name: 'unknown' };
export const arrayOf = (element: SqlType): ArrayType => ({ name: 'array', element });
export const mapOf = (key: SqlType, value: SqlType): MapType => ({ name: 'map', key, value });
export const zoned = (zone: string | undefined): ZonedType => ({ name: 'timestamp with time zone', zone });

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
  if (a.name === 'timestamp with time zone' || b.name === 'timestamp with time zone')
    return commonMoment(a, b);
  if (sameType(a, b) || b.name === 'unknown') return a;
  if (a.name === 'unknown') return b;
  if (isNumeric(a) && isNumeric(b)) return commonNumber(a, b);
  if (a.name === 'array' && b.name === 'array') {
    const element = commonType(a.element, b.element);
    return element && arrayOf(element);
  }
  if (a.name === 'map' && b.name === 'map') {
    const [key, value] = [commonType(a.key, b.key), commonType(a.value, b.value)];
    return key && value && mapOf(key, value);
  }
  const names = [a.name, b.name];
  return names.includes('date') && names.includes('timestamp') ? timestamp : undefined;
}

/** A day or a time without zone is one of the session's, which is UTC. */
function commonMoment(a: SqlType, b: SqlType): SqlType | undefined {
  const zones = [a, b].map((type) => zoneOf(type));
  if (a.name === 'unknown' || b.name === 'unknown') return a.name === 'unknown' ? b : a;
  if (zones.includes(null)) return undefined;
  return zoned(zones[0] === zones[1] ? zones[0]! : undefined);
}

function zoneOf(type: SqlType): string | undefined | null {
  if (type.name === 'timestamp with time zone') return type.zone;
  return type.name === 'timestamp' || type.name === 'date' ? 'UTC' : null;
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
  if (type.name === 'map') return `map(${typeName(type.key)},${typeName(type.value)})`;
  return type.name;
}

const duckNames: Partial<Record<SqlType['name'], string>> = {
  unknown: 'INTEGER',
  json: 'VARCHAR',
  'timestamp with time zone': 'TIMESTAMP',
  'interval day to second': 'BIGINT',
  'interval year to month': 'INTEGER',
};

/** As DuckDB writes the type. */
export function duckType(type: SqlType): string {
  if (type.name === 'array') return `${duckType(type.element)}[]`;
  if (type.name === 'map') return `MAP(${duckType(type.key)}, ${duckType(type.value)})`;
  return duckNames[type.name] ?? typeName(type).toUpperCase();
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
