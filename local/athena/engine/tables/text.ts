import { notSupported } from '../query-error.ts';
import { quoteName, quoteText } from '../sql/typed.ts';
import { duckType, isInteger } from '../sql/types.ts';
import type { SqlType } from '../sql/types.ts';
import { fileList } from './reader.ts';
import type { MakeReader, ReadableColumn } from './reader.ts';

/**
 * Text with a delimiter, `\N` for NULL and no quotes. What does not read as its column's type is NULL, as in Hive.
 * https://docs.aws.amazon.com/athena/latest/ug/lazy-simple-serde.html
 */
export const lazySimpleReader: MakeReader = (files, columns, parameters) => {
  const escape = parameters['escape.delim'] ?? '';
  const from = escape
    ? escapedCells(files, columns, parameters, escape)
    : splitLines(files, columns, parameters);
  return { from, column: lenientCast };
};

function delimiterOf(parameters: Record<string, string>): string {
  return quoteText(parameters['field.delim'] ?? parameters['serialization.format'] ?? '\u0001');
}

function nullTextOf(parameters: Record<string, string>): string {
  return quoteText(parameters['serialization.null.format'] ?? String.raw`\N`);
}

function takesRest(parameters: Record<string, string>): boolean {
  return parameters['serialization.last.column.takes.rest']?.toLowerCase() === 'true';
}

function escapedCells(
  files: string[],
  columns: ReadableColumn[],
  parameters: Record<string, string>,
  escape: string,
): string {
  if (takesRest(parameters))
    throw notSupported('escape.delim where the last column takes the rest', 'Leave one of them out.');
  return readCsv(files, columns, [
    `delim = ${delimiterOf(parameters)}`,
    "quote = ''",
    `escape = ${quoteText(escape)}`,
    `nullstr = ${nullTextOf(parameters)}`,
    'null_padding = true',
    'strict_mode = false',
    `skip = ${headerLines(parameters)}`,
  ]);
}

/** What no text holds: a line read with this delimiter is one value. */
const NO_DELIMITER = '\u0001\u0002\u0003\u0004';

/**
 * Lines cut at the delimiter; an empty line is a row, too, which DuckDB's own cutting passes over. The last column
 * may take all that is left, delimiters included.
 */
function splitLines(files: string[], columns: ReadableColumn[], parameters: Record<string, string>): string {
  checkColumns(columns);
  const delimiter = delimiterOf(parameters);
  const lines = readText(
    files,
    ['line'],
    [
      `delim = ${quoteText(NO_DELIMITER)}`,
      "quote = ''",
      "escape = ''",
      // Takes line feeds with and without carriage returns, also mixed.
      String.raw`new_line = '\r\n'`,
      'strict_mode = false',
      `skip = ${headerLines(parameters)}`,
    ],
  );
  const cells = columns.map(({ name }, index) => {
    const takesAll = index === columns.length - 1 && takesRest(parameters);
    const rest = `array_to_string(cells[${index + 1}:], ${delimiter})`;
    const text = takesAll ? `CASE WHEN len(cells) > ${index} THEN ${rest} END` : `cells[${index + 1}]`;
    return `NULLIF(${text}, ${nullTextOf(parameters)}) AS ${quoteName(name)}`;
  });
  const split = `SELECT string_split(COALESCE(line, ''), ${delimiter}) AS cells FROM ${lines}`;
  return `(SELECT ${cells.join(', ')} FROM (${split}))`;
}

/** Quoted text, in which an empty value is an empty text. https://docs.aws.amazon.com/athena/latest/ug/csv-serde.html */
export const openCsvReader: MakeReader = (files, columns, parameters) => ({
  from: readCsv(files, columns, [
    `delim = ${quoteText(parameters.separatorChar ?? ',')}`,
    `quote = ${quoteText(parameters.quoteChar ?? '"')}`,
    `escape = ${quoteText(parameters.escapeChar ?? '"')}`,
    `force_not_null = [${columns.map(({ name }) => quoteText(name)).join(', ')}]`,
    `skip = ${headerLines(parameters)}`,
  ]),
  column: ({ name, type }) => `CAST(${quoteName(name)} AS ${duckType(type)})`,
});

function readCsv(files: string[], columns: ReadableColumn[], options: string[]): string {
  checkColumns(columns);
  return readText(
    files,
    columns.map(({ name }) => name),
    options,
  );
}

function checkColumns(columns: ReadableColumn[]): void {
  for (const { name, type } of columns) {
    if (type.name === 'array')
      throw notSupported(`arrays in text files (column ${name})`, 'Use JSON or Parquet.');
  }
}

function readText(files: string[], names: string[], options: string[]): string {
  const types = names.map((name) => `${quoteText(name)}: 'VARCHAR'`);
  const all = [
    'auto_detect = false',
    'header = false',
    'hive_partitioning = false',
    `columns = {${types.join(', ')}}`,
  ];
  return `read_csv(${fileList(files)}, ${[...all, ...options].join(', ')})`;
}

function headerLines(parameters: Record<string, string>): number {
  return Number(parameters['skip.header.line.count'] ?? 0);
}

function lenientCast({ name, type }: ReadableColumn): string {
  const text = quoteName(name);
  if (type.name === 'varchar') return text;
  return isInteger(type) ? truncated(text, type) : `TRY_CAST(${text} AS ${duckType(type)})`;
}

/**
 * An integer may have decimals, which must be digits but are cut off; `.5` is 0.
 * https://github.com/trinodb/trino/blob/master/lib/trino-hive-formats/src/main/java/io/trino/hive/formats/encodings/text/LongEncoding.java
 */
function truncated(text: string, type: SqlType): string {
  // A zero behind the sign gives the whole part a digit where it has none.
  const whole = String.raw`regexp_replace(${text}, '^([+-]?)(\d*).*$', '\10\2')`;
  const fits = String.raw`regexp_full_match(${text}, '[+-]?(\d+\.?\d*|\.\d*)')`;
  return `CASE WHEN ${fits} THEN TRY_CAST(${whole} AS ${duckType(type)}) END`;
}
