import { DuckDBListValue } from '@duckdb/node-api';
import type { DuckDBValue } from '@duckdb/node-api';
import { notSupported } from '../../query-error.ts';
import type { SqlType } from '../../sql/types.ts';
import {
  dateValue,
  decimalValue,
  elementHiveType,
  integerReader,
  textValue,
  timestampValue,
} from '../cells.ts';
import { BadLine } from '../json/json-value.ts';
import { parseBigDecimal } from '../java/decimal.ts';
import { parseDouble, parseFloat } from '../java/floating.ts';
import { parseHiveDate, parseHiveTimestamp, trimmed } from '../java/temporal.ts';
import { isLong } from '../java/whole.ts';
import type { MakeReadRow, Properties, ReadableColumn } from '../reader.ts';
import { isTrue, refuse, separator } from './property.ts';

/** Reads a cell that is not the null text. */
type ReadCell = (text: string) => DuckDBValue;

interface Format {
  /** Of columns, of an array's elements, and so on inwards. */
  separators: string[];
  nullText: string;
  escape: string | undefined;
}

/**
 * Text with a delimiter and no quotes. A cell that does not read as its column's type is NULL.
 * https://docs.aws.amazon.com/athena/latest/ug/lazy-simple-serde.html, by the rules of
 * https://github.com/trinodb/trino/blob/435/lib/trino-hive-formats/src/main/java/io/trino/hive/formats/line/simple/SimpleDeserializer.java
 */
export const lazySimple: MakeReadRow = (columns, properties, width) => {
  const format = formatOf(properties);
  const takesRest = isTrue(properties, 'serialization.last.column.takes.rest');
  const cells = columns.map((column) => ({
    ordinal: column.ordinal,
    read: nullable(cellReader(column, format), format),
  }));
  const row: DuckDBValue[] = new Array<DuckDBValue>(columns.length).fill(null);
  const split = splitter(format, takesRest ? width : Infinity);
  return (line) => {
    const texts = split(line);
    for (let i = 0; i < cells.length; i++) {
      const text = texts[cells[i]!.ordinal];
      row[i] = text === undefined ? null : cells[i]!.read(text);
    }
    return row;
  };
};

function formatOf(properties: Properties): Format {
  refuse(properties, ['timestamp.formats', 'hive.serialization.extend.nesting.levels']);
  refuse(properties, ['hive.serialization.extend.additional.nesting.levels']);
  refuse(properties, ['line.delim'], '\n');
  const escape = properties['escape.delim'];
  return {
    separators: [
      separator(properties, ['field.delim', 'serialization.format'], '\x01'),
      separator(properties, ['collection.delim', 'colelction.delim'], '\x02'),
      separator(properties, ['mapkey.delim'], '\x03'),
      ...'\x04\x05\x06\x07\x08',
    ],
    nullText: properties['serialization.null.format'] ?? String.raw`\N`,
    escape: escape === undefined ? undefined : separator(properties, ['escape.delim'], '\\'),
  };
}

function nullable(read: ReadCell, { nullText }: Format): ReadCell {
  return (text) => (text === nullText ? null : read(text));
}

/** @param most cells, the last of which takes the rest of the line */
function splitter(
  { separators: [delimiter = ''], escape }: Format,
  most: number,
): (line: string) => string[] {
  return (line) => {
    const escapes = escape !== undefined && line.includes(escape);
    if (!escapes && most === Infinity) return line.split(delimiter);
    const cells: string[] = [];
    let start = 0;
    for (let at = 0; at < line.length && cells.length < most - 1; at++) {
      if (line[at] === delimiter) {
        cells.push(line.slice(start, at));
        start = at + 1;
      } else if (line[at] === escape) at++;
    }
    cells.push(line.slice(start));
    return cells;
  };
}

function cellReader({ name, type, hiveType }: ReadableColumn, format: Format): ReadCell {
  if (type.name === 'array' && format.escape !== undefined)
    throw notSupported(`arrays in text with escape.delim (column ${name})`, 'Use JSON or Parquet.');
  return reader(type, hiveType, format, 1);
}

/** @param depth which of the separators parts the elements of an array */
function reader(type: SqlType, hiveType: string, format: Format, depth: number): ReadCell {
  switch (type.name) {
    case 'boolean':
      return (text) => truth[text.toLowerCase()] ?? null;
    case 'real':
      return nullOr(parseFloat);
    case 'double':
      return nullOr(parseDouble);
    case 'decimal':
      return (text) => {
        const number = isAscii(text) ? parseBigDecimal(text) : undefined;
        return (number && decimalValue(number, type)) ?? null;
      };
    case 'date':
      return (text) => dateCell(text);
    case 'timestamp':
      return (text) => timestampCell(text);
    case 'varchar':
      return textReader(hiveType, format);
    case 'array':
      return arrayReader(type.element, elementHiveType(hiveType), format, depth);
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
      return nullOr(integerReader(type, wholePart));
  }
}

const nullOr = (read: (text: string) => DuckDBValue | undefined) => (text: string) => read(text) ?? null;
const truth: Record<string, boolean> = { true: true, false: false };
const isAscii = (text: string) => /^[\0-\x7f]*$/.test(text);

/**
 * A whole number whose decimals must be digits and are cut off; a lone point is 0.
 * https://github.com/trinodb/trino/blob/435/lib/trino-hive-formats/src/main/java/io/trino/hive/formats/encodings/text/LongEncoding.java
 */
function wholePart(text: string): bigint | undefined {
  const [whole, sign, digits] = /^([+-]?)(\d*)(?:\.\d*)?$/.exec(text) ?? [];
  if (whole === undefined || whole.length === sign!.length) return undefined;
  const value = BigInt(digits!) * (sign === '-' ? -1n : 1n);
  return isLong(value) ? value : undefined;
}

function dateCell(text: string): DuckDBValue {
  const days = parseHiveDate(text);
  if (days === undefined) return null;
  const date = dateValue(days);
  if (date) return date;
  throw new BadLine(`the date ${text} is out of range`);
}

function timestampCell(text: string): DuckDBValue {
  // Hive asks for eight bytes.
  const instant = Buffer.byteLength(text) < 8 ? undefined : parseHiveTimestamp(trimmed(text));
  if (!instant) return null;
  const timestamp = timestampValue(instant);
  if (timestamp) return timestamp;
  throw new BadLine(`the timestamp ${text} is out of range`);
}

function textReader(hiveType: string, { escape }: Format): ReadCell {
  const value = textValue(hiveType);
  if (escape === undefined) return value;
  return (text) => value(text.includes(escape) ? unescaped(text, escape) : text);
}

/** Behind an escape stands what is meant; the last character escapes nothing. */
function unescaped(text: string, escape: string): string {
  let plain = '';
  for (let at = 0; at < text.length; at++)
    plain += text[at] === escape && at + 1 < text.length ? text[++at] : text[at];
  return plain;
}

function arrayReader(element: SqlType, hiveType: string, format: Format, depth: number): ReadCell {
  const delimiter = format.separators[depth];
  if (delimiter === undefined)
    throw notSupported(`arrays nested more than ${depth - 1} deep in text`, 'Use JSON or Parquet.');
  const read = nullable(reader(element, hiveType, format, depth + 1), format);
  return (text) => new DuckDBListValue(text === '' ? [] : text.split(delimiter).map(read));
}
