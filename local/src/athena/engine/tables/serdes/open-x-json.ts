import { DuckDBListValue } from '@duckdb/node-api';
import type { DuckDBValue } from '@duckdb/node-api';
import type { SqlType } from '../../sql/types.ts';
import {
  dateValue,
  decimalValue,
  elementHiveType,
  integerReader,
  textValue,
  timestampValue,
} from '../cells.ts';
import { shownText } from '../json/json-text.ts';
import { BadLine, Literal } from '../json/json-value.ts';
import type { JsonValue, Member } from '../json/json-value.ts';
import { LenientParser } from '../json/lenient-parser.ts';
import { parseBigDecimal } from '../java/decimal.ts';
import { parseDouble, parseFloat } from '../java/floating.ts';
import { parseHiveDate, trimmed } from '../java/temporal.ts';
import { parseDecimalHexOctal, parseWholePart } from '../java/whole.ts';
import type { MakeReadRow, Properties, ReadableColumn } from '../reader.ts';
import { parseOpenXTimestamp } from './open-x-timestamp.ts';
import { isTrue, refuse } from './property.ts';

/**
 * JSON Lines of the OpenX SerDe: keys in any case, lenient values. What does not read as its column's type is NULL, and
 * a line that is not JSON at all is a row of NULLs.
 * https://docs.aws.amazon.com/athena/latest/ug/openx-json-serde.html, by the rules of
 * https://github.com/trinodb/trino/blob/435/lib/trino-hive-formats/src/main/java/io/trino/hive/formats/line/openxjson/README.md
 */
export const openXJson: MakeReadRow = (columns, properties) => {
  refuse(properties, ['timestamp.formats', 'line.delim'], '');
  const fold = isTrue({ 'case.insensitive': 'true', ...properties }, 'case.insensitive')
    ? (name: string) => name.toLowerCase()
    : (name: string) => name;
  const parser = new LenientParser(fold);
  const ignores = isTrue(properties, 'ignore.malformed.json');
  const values: JsonValue[] = new Array<JsonValue>(columns.length).fill(null);
  const { member, reset } = placing(columns, properties, fold, values);
  const cells = columns.map(({ type, hiveType }) => cellReader(type, hiveType));
  const row: DuckDBValue[] = new Array<DuckDBValue>(columns.length).fill(null);
  const parse = (text: string) => {
    try {
      parser.members(text, member);
    } catch (error) {
      if (!ignores || !(error instanceof BadLine)) throw error;
      values.fill(null);
    }
  };
  return (line) => {
    const text = trimmed(line);
    values.fill(null);
    reset();
    if (text.startsWith('{')) parse(text);
    if (text.startsWith('['))
      throw new BadLine('it is an array, which the local engine does not read as a row', 'NOT_SUPPORTED');
    for (let i = 0; i < cells.length; i++) row[i] = values[i] === null ? null : cells[i]!(values[i]!);
    return row;
  };
};

/** Puts members into the columns' places. */
function placing(
  columns: ReadableColumn[],
  properties: Properties,
  fold: (name: string) => string,
  values: JsonValue[],
): { member: Member; reset: () => void } {
  const keys = columns.map(({ name }) => fold(properties[`mapping.${name}`] ?? name));
  const places = placesOf(keys, fold);
  if (!isTrue(properties, 'dots.in.keys')) {
    const member: Member = (name, value) => {
      for (const place of places(name)) values[place] = value;
    };
    return { member, reset: () => undefined };
  }
  return dotted(columns, fold, places, values);
}

/** The columns that a name means, looked up once for each spelling. */
function placesOf(keys: string[], fold: (name: string) => string): (name: string) => readonly number[] {
  const known = new Map<string, number[]>();
  return (name) => {
    const found = known.get(name);
    if (found) return found;
    const folded = fold(name);
    const places = keys.flatMap((key, place) => (key === folded ? [place] : []));
    if (known.size < 10_000) known.set(name, places);
    return places;
  };
}

/** `dots.in.keys`: a column without a key of its name takes the first with dots for its underscores. */
function dotted(
  columns: ReadableColumn[],
  fold: (name: string) => string,
  places: (name: string) => readonly number[],
  values: JsonValue[],
): { member: Member; reset: () => void } {
  const dottedPlaces = placesOf(
    columns.map(({ name }) => (name.includes('_') ? fold(name) : '\0')),
    fold,
  );
  const exact = new Set<number>();
  const firstKey = new Map<number, string>();
  const member: Member = (name, value) => {
    for (const place of places(name)) {
      values[place] = value;
      exact.add(place);
    }
    if (!name.includes('.')) return;
    const folded = fold(name);
    for (const place of dottedPlaces(name.replaceAll('.', '_'))) {
      if (exact.has(place) || (firstKey.get(place) ?? folded) !== folded) continue;
      firstKey.set(place, folded);
      values[place] = value;
    }
  };
  const reset = () => {
    exact.clear();
    firstKey.clear();
  };
  return { member, reset };
}

type ReadCell = (value: JsonValue & {}) => DuckDBValue;

function cellReader(type: SqlType, hiveType: string): ReadCell {
  switch (type.name) {
    case 'array':
      return arrayReader(type.element, elementHiveType(hiveType));
    case 'boolean':
      return (value) => wordOf(value)?.toLowerCase() === 'true';
    case 'varchar': {
      const text = textValue(hiveType);
      return (value) => text(shownText(value));
    }
    case 'real':
      return wordReader(hiveType, parseFloat);
    case 'double':
      return wordReader(hiveType, parseDouble);
    case 'decimal':
      return wordReader(hiveType, (word) => {
        const number = parseBigDecimal(word);
        return number && decimalValue(number, type);
      });
    case 'date':
      return wordReader(hiveType, dateOf);
    case 'timestamp':
      return wordReader(hiveType, (word) => {
        const instant = parseOpenXTimestamp(word);
        return instant && timestampValue(instant);
      });
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
      return wordReader(hiveType, integerReader(type, parseWholePart));
  }
}

/** Reads what is neither array nor object, and NULL where it does not read. */
function wordReader(hiveType: string, read: (word: string) => DuckDBValue | undefined): ReadCell {
  return (value) => {
    const word = wordOf(value);
    if (word !== undefined) return read(word) ?? null;
    throw new BadLine(`an ${Array.isArray(value) ? 'array' : 'object'} stands where ${hiveType} is wanted`);
  };
}

function wordOf(value: JsonValue): string | undefined {
  if (typeof value === 'string') return value;
  return value instanceof Literal ? value.text : undefined;
}

/** A date, or days since 1970. */
function dateOf(word: string): DuckDBValue | undefined {
  const days = parseHiveDate(word) ?? parseDecimalHexOctal(word);
  return days === undefined ? undefined : dateValue(Number(days));
}

/** An empty text is NULL; any other lone value is an array of one. */
function arrayReader(element: SqlType, hiveType: string): ReadCell {
  const read = cellReader(element, hiveType);
  const item = (value: JsonValue) => (value === null ? null : read(value));
  return (value) => {
    if (wordOf(value) === '') return null;
    return new DuckDBListValue((Array.isArray(value) ? value : [value]).map(item));
  };
}
