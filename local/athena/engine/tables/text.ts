import { notSupported } from '../query-error.ts';
import { quoteName, quoteText } from '../sql/typed.ts';
import { duckType, isInteger } from '../sql/types.ts';
import { fileList } from './reader.ts';
import type { MakeReader, ReadableColumn } from './reader.ts';

/**
 * Text with a delimiter, `\N` for NULL and no quotes. What does not read as its column's type is NULL, as in Hive.
 * https://docs.aws.amazon.com/athena/latest/ug/lazy-simple-serde.html
 */
export const lazySimpleReader: MakeReader = (files, columns, parameters) => ({
  from: readCsv(files, columns, [
    `delim = ${quoteText(parameters['field.delim'] ?? parameters['serialization.format'] ?? '\u0001')}`,
    "quote = ''",
    `escape = ${quoteText(parameters['escape.delim'] ?? '')}`,
    `nullstr = ${quoteText(parameters['serialization.null.format'] ?? String.raw`\N`)}`,
    'null_padding = true',
    `skip = ${headerLines(parameters)}`,
  ]),
  column: lenientCast,
});

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
  for (const { name, type } of columns) {
    if (type.name === 'array')
      throw notSupported(`arrays in text files (column ${name})`, 'Use JSON or Parquet.');
  }
  const types = columns.map(({ name }) => `${quoteText(name)}: 'VARCHAR'`);
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
  const value = `TRY_CAST(${text} AS ${duckType(type)})`;
  return isInteger(type) ? `CASE WHEN regexp_full_match(${text}, '[+-]?[0-9]+') THEN ${value} END` : value;
}
