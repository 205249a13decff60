import { DuckDBListValue } from '@duckdb/node-api';
import type { DuckDBValue } from '@duckdb/node-api';
import type { ArrayType, SqlType } from '../../sql/types.ts';
import { typeName } from '../../sql/types.ts';
import {
  dateValue,
  decimalValue,
  elementHiveType,
  integerValue,
  textValue,
  timestampValue,
} from '../cells.ts';
import { BadLine, Literal } from '../json/json-value.ts';
import type { JsonValue } from '../json/json-value.ts';
import { StrictParser } from '../json/strict-parser.ts';
import { parseBigDecimal } from '../java/decimal.ts';
import { parseFloat } from '../java/floating.ts';
import { parseHiveDate, parseHiveTimestamp, trimmed } from '../java/temporal.ts';
import { isLong } from '../java/whole.ts';
import type { MakeReadRow, ReadableColumn } from '../reader.ts';
import { refuse } from './property.ts';

/**
 * JSON Lines of Hive's SerDe: strict JSON, an object on each line, keys in any case. What does not read as its column's
 * type ends the query. https://docs.aws.amazon.com/athena/latest/ug/hive-json-serde.html, by the rules of
 * https://github.com/trinodb/trino/blob/435/lib/trino-hive-formats/src/main/java/io/trino/hive/formats/line/json/JsonDeserializer.java
 */
export const hiveJson: MakeReadRow = (columns, properties) => {
  refuse(properties, ['timestamp.formats', 'line.delim']);
  const parser = new StrictParser();
  const values: JsonValue[] = new Array<JsonValue>(columns.length).fill(null);
  const place = placeOf(columns);
  const cells = columns.map(({ type, hiveType }) => cellReader(type, hiveType));
  const row: DuckDBValue[] = new Array<DuckDBValue>(columns.length).fill(null);
  return (line, valid) => {
    if (!valid && line.includes('\ufffd')) throw new BadLine('its bytes are not UTF-8');
    values.fill(null);
    // Each line may begin with a byte order mark.
    parser.members(line.startsWith('\ufeff') ? line.slice(1) : line, (name, value) => {
      const at = place(name);
      if (at >= 0) values[at] = value;
    });
    for (let i = 0; i < cells.length; i++) row[i] = values[i] === null ? null : cells[i]!(values[i]!);
    return row;
  };
};

/** The column that a key means; `_col3` is also the fourth. */
function placeOf(columns: ReadableColumn[]): (name: string) => number {
  const places = new Map(columns.map(({ name }, place) => [name, place]));
  return (name) => {
    const known = places.get(name);
    if (known !== undefined) return known;
    const folded = name.toLowerCase();
    const numbered = /^_col(\d+)$/.exec(name)?.[1];
    const place =
      places.get(folded) ??
      columns.findIndex(({ ordinal }) => numbered !== undefined && ordinal === Number(numbered));
    if (places.size < 10_000) places.set(name, place);
    return place;
  };
}

type ReadCell = (value: JsonValue & {}) => DuckDBValue;

function cellReader(type: SqlType, hiveType: string): ReadCell {
  if (type.name === 'array') return arrayReader(type.element, elementHiveType(hiveType));
  const read = scalarReader(type, hiveType);
  return (value) => {
    if (typeof value === 'string' || value instanceof Literal) return read(value);
    throw new BadLine(`${typeName(type)} value must be a scalar json value`);
  };
}

type Scalar = string | Literal;
const textOf = (value: Scalar) => (typeof value === 'string' ? value : value.text);

function scalarReader(type: Exclude<SqlType, ArrayType>, hiveType: string): (value: Scalar) => DuckDBValue {
  const text = textValue(hiveType);
  switch (type.name) {
    case 'boolean':
      return (value) => textOf(value).toLowerCase() === 'true';
    case 'varchar':
      return (value) => text(textOf(value));
    // A whole -0 is 0, as it passes through an integer.
    case 'real':
      return (value) => parseFloat(numberText(value).replace(/^-0$/, '0'))!;
    case 'double':
      return (value) => Number(numberText(value).replace(/^-0$/, '0'));
    case 'decimal':
      return (value) => {
        const number = parseBigDecimal(textOf(value));
        return number ? fitting(decimalValue(number, type), value, hiveType) : null;
      };
    case 'date':
      return (value) => {
        const days = parseHiveDate(textOf(value));
        return fitting(days === undefined ? undefined : dateValue(days), value, hiveType);
      };
    case 'timestamp':
      return (value) => {
        const instant = parseHiveTimestamp(trimmed(textOf(value)));
        return fitting(instant && timestampValue(instant), value, hiveType);
      };
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'json':
    case 'map':
    case 'timestamp with time zone':
    case 'interval day to second':
    case 'interval year to month':
    case 'unknown':
      return (value) => fitting(integer(numberText(value), type), value, hiveType);
  }
}

function fitting(value: DuckDBValue | undefined, written: Scalar, hiveType: string): DuckDBValue {
  if (value !== undefined) return value;
  throw new BadLine(`${JSON.stringify(textOf(written))} is no value of ${hiveType}`);
}

function numberText(value: Scalar): string {
  const text = textOf(value);
  if (value instanceof Literal && text !== 'true' && text !== 'false') return text;
  throw new BadLine(`${JSON.stringify(text)} is not a number`);
}

/** A number with decimals passes through a double, which is cut off. Java's byte takes 128 to 255 as negative. */
function integer(text: string, type: SqlType): DuckDBValue | undefined {
  const value = /^-?\d+$/.test(text) ? BigInt(text) : truncated(Number(text), type);
  if (value === undefined || !isLong(value)) return undefined;
  return integerValue(type.name === 'tinyint' && value > 127n && value < 256n ? value - 256n : value, type);
}

function truncated(value: number, type: SqlType): bigint | undefined {
  const bigint = type.name === 'bigint';
  const [least, greatest] = bigint ? [-(2 ** 63), 2 ** 63] : [-(2 ** 31), 2 ** 31 - 1];
  if (!(value >= least && value <= greatest)) return undefined;
  // The greatest long is none as a double, and Java lets the next one pass as it.
  return bigint && value === greatest ? 2n ** 63n - 1n : BigInt(Math.trunc(value));
}

function arrayReader(element: SqlType, hiveType: string): ReadCell {
  const read = cellReader(element, hiveType);
  return (value) => {
    if (!Array.isArray(value)) throw new BadLine('start of array expected');
    return new DuckDBListValue(value.map((item) => (item === null ? null : read(item))));
  };
}
