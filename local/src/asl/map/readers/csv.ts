import { ItemReaderFailed } from '../../errors.ts';
import type { Json } from '../../host.ts';
import type { ReaderConfig } from '../item-reader.ts';
import { CsvParser } from './csv-parser.ts';
import { decode } from './decode.ts';

const delimiters = { COMMA: ',', PIPE: '|', SEMICOLON: ';', SPACE: ' ', TAB: '\t' };

/**
 * The rows of a CSV file as objects of texts. As recorded on AWS, missing cells are empty and cells beyond the
 * headers are dropped.
 */
export async function* readCsv(
  chunks: AsyncIterable<Uint8Array>,
  config: Partial<ReaderConfig>,
): AsyncIterable<Json> {
  let headers = config.CSVHeaders && distinct(config.CSVHeaders);
  for await (const row of rowsOf(chunks, delimiters[config.CSVDelimiter ?? 'COMMA'])) {
    if (!headers) headers = distinct(row);
    else yield Object.fromEntries(headers.map((header, index) => [header, row[index] ?? '']));
  }
}

async function* rowsOf(chunks: AsyncIterable<Uint8Array>, delimiter: string): AsyncIterable<string[]> {
  const parser = new CsvParser(delimiter);
  for await (const text of decode(chunks)) yield* parser.push(text);
  yield* parser.end();
}

function distinct(headers: string[]): string[] {
  if (new Set(headers).size < headers.length) {
    throw new ItemReaderFailed('CSV headers cannot contain duplicates.');
  }
  return headers;
}
