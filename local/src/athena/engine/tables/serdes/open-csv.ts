import type { DuckDBValue } from '@duckdb/node-api';
import { QueryError, notSupported } from '../../query-error.ts';
import { dateValue, integerReader, textValue, timestampValue } from '../cells.ts';
import { BadLine } from '../json/json-value.ts';
import { parseDouble } from '../java/floating.ts';
import { parseLong } from '../java/whole.ts';
import type { MakeReadRow, Properties, ReadableColumn } from '../reader.ts';
import { refuse } from './property.ts';

/**
 * Quoted text, one row a line. A column that the line does not reach is NULL, and so is a last one whose quotes do not
 * end. https://docs.aws.amazon.com/athena/latest/ug/csv-serde.html, by the rules of
 * https://github.com/trinodb/trino/blob/435/lib/trino-hive-formats/src/main/java/io/trino/hive/formats/line/csv/CsvDeserializer.java
 */
export const openCsv: MakeReadRow = (columns, properties) => {
  refuse(properties, ['line.delim'], '\n');
  const marks = marksOf(properties);
  const cells = columns.map((column) => ({ ordinal: column.ordinal, read: cellReader(column) }));
  const row: DuckDBValue[] = new Array<DuckDBValue>(columns.length).fill(null);
  const most = Math.max(...columns.map(({ ordinal }) => ordinal)) + 1;
  return (line) => {
    const texts = line === '' ? [] : split(line, marks, most);
    for (let i = 0; i < cells.length; i++) {
      const text = texts[cells[i]!.ordinal];
      row[i] = text === undefined ? null : cells[i]!.read(text);
    }
    return row;
  };
};

interface Marks {
  separator: string;
  quote: string;
  escape: string;
}

function marksOf(properties: Properties): Marks {
  const mark = (name: string, otherwise: string) => {
    const value = properties[name] ?? otherwise;
    if (value !== '') return value[0]!;
    throw new QueryError(
      'HIVE_INVALID_METADATA',
      `${name} of the table is empty. Give a character or leave it out.`,
    );
  };
  const escape = mark('escapeChar', '\\');
  const marks = {
    separator: mark('separatorChar', ','),
    quote: mark('quoteChar', '"'),
    // Hive takes a quote that escapes for a backslash.
    escape: escape === '"' ? '\\' : escape,
  };
  if (new Set(Object.values(marks)).size === 3 && marks.separator !== '\0') return marks;
  throw new QueryError(
    'HIVE_INVALID_METADATA',
    `separatorChar, quoteChar and escapeChar of the table must differ, and are ${JSON.stringify(Object.values(marks).join(' '))}`,
  );
}

/** @param most cells; what follows is not looked at */
function split(line: string, marks: Marks, most: number): string[] {
  if (line.includes(marks.quote) || line.includes(marks.escape)) return splitQuoted(line, marks, most);
  return line.split(marks.separator, most);
}

// eslint-disable-next-line no-control-regex -- Java counts the separators of files and records among the blanks
const blank = /^[\t-\r\x1c- \u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]+$/;

/** Quotes that stand inside a cell have rules of their own, which go back to the first parser of this SerDe. */
function splitQuoted(line: string, { separator, quote, escape }: Marks, most: number): string[] {
  const cells: string[] = [];
  let cell = '';
  let inQuotes = false;
  let inCell = false;
  for (let at = 0; at < line.length && cells.length < most; at++) {
    const character = line[at]!;
    const next = line[at + 1];
    if (character === escape) {
      if ((inQuotes || inCell) && (next === quote || next === escape)) {
        cell += next;
        at++;
      }
    } else if (character === quote) {
      if ((inQuotes || inCell) && next === quote) {
        cell += quote;
        at++;
      } else {
        const isInside = at > 2 && line[at - 1] !== separator && next !== undefined && next !== separator;
        if (isInside) cell = blank.test(cell) ? '' : cell + quote;
        inQuotes = !inQuotes;
      }
      inCell = !inCell;
    } else if (character === separator && !inQuotes) {
      cells.push(cell);
      cell = '';
      inCell = false;
    } else {
      cell += character;
      inCell = true;
    }
  }
  if (cells.length < most && !inQuotes) cells.push(cell);
  return cells;
}

/** Athena reads text and, strictly, what its guide lists: dates and timestamps are days and milliseconds since 1970. */
function cellReader({ name, type, hiveType }: ReadableColumn): (text: string) => DuckDBValue {
  const strict = (parse: (text: string) => DuckDBValue | undefined) => (text: string) => {
    const value = parse(text);
    if (value !== undefined) return value;
    throw new BadLine(
      `Error parsing field value '${text}' for column ${name}: it is no ${hiveType}`,
      'HIVE_BAD_DATA',
    );
  };
  const whole = <Value>(convert: (number: bigint) => Value | undefined) =>
    strict((text) => {
      const number = parseLong(text);
      return number === undefined ? undefined : (convert(number) as DuckDBValue | undefined);
    });
  switch (type.name) {
    case 'varchar':
      return textValue(hiveType);
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
      return strict(integerReader(type, parseLong));
    case 'double':
      return strict(parseDouble);
    case 'boolean':
      return strict((text) => ({ true: true, false: false })[text.toLowerCase()]);
    case 'date':
      return whole((days) => dateValue(Number(days)));
    case 'timestamp':
      return whole((ms) =>
        timestampValue({ seconds: Math.floor(Number(ms) / 1000), nanos: milliseconds(ms) * 1e6 }),
      );
    case 'real':
    case 'decimal':
    case 'array':
    case 'json':
    case 'map':
    case 'timestamp with time zone':
    case 'interval day to second':
    case 'interval year to month':
    case 'unknown':
      throw notSupported(
        `columns of type ${hiveType} in OpenCSV tables (column ${name})`,
        'Declare a string and CAST it.',
      );
  }
}

const milliseconds = (ms: bigint) => Number(((ms % 1000n) + 1000n) % 1000n);
