import { Readable, pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { ItemReaderFailed } from '../../errors.ts';
import type { Json } from '../../host.ts';
import type { ReaderConfig } from '../item-reader.ts';

const delimiters = { COMMA: ',', PIPE: '|', SEMICOLON: ';', SPACE: ' ', TAB: '\t' };

/**
 * The rows of a CSV file as objects of texts. As recorded on AWS, missing cells are empty and cells beyond the
 * headers are dropped.
 */
export async function* readCsv(
  chunks: AsyncIterable<Uint8Array>,
  config: Partial<ReaderConfig>,
): AsyncIterable<Json> {
  const delimiter = delimiters[config.CSVDelimiter ?? 'COMMA'];
  const parser = parse({ bom: true, delimiter, relax_column_count: true });
  // The parser passes on the source's errors; the callback only keeps them from being thrown a second time.
  pipeline(Readable.from(chunks), parser, () => undefined);
  let headers = config.CSVHeaders && distinct(config.CSVHeaders);
  try {
    for await (const row of parser as AsyncIterable<string[]>) {
      if (!headers) headers = distinct(row);
      else yield Object.fromEntries(headers.map((header, index) => [header, row[index] ?? '']));
    }
  } catch (error) {
    if (error instanceof CsvError) throw new ItemReaderFailed(`The file is not CSV: ${error.message}`);
    throw error;
  }
}

function distinct(headers: string[]): string[] {
  if (new Set(headers).size < headers.length) {
    throw new ItemReaderFailed('CSV headers cannot contain duplicates.');
  }
  return headers;
}
