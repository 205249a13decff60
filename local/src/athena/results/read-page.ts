import { createReadStream } from 'node:fs';
import type { Row } from '@aws-sdk/client-athena';
import { parse } from 'csv-parse';

export interface Page {
  rows: Row[];
  /** Where the next page begins in the file; undefined at the end. */
  nextOffset?: number;
}

interface Parsed {
  record: (string | null)[];
  info: { bytes: number };
}

/**
 * Reads some rows of a result file.
 * @param offset the byte where a row begins
 */
export async function readPage(file: string, offset: number, size: number): Promise<Page> {
  const parser = parse({
    info: true,
    relax_column_count: true,
    // What has no quotes is NULL; an empty text has them.
    cast: (value, { quoting }) => (quoting ? value : null),
  });
  const stream = createReadStream(file, { start: offset });
  stream.on('error', (error) => parser.destroy(error)).pipe(parser);
  const rows: Row[] = [];
  let end = offset;
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      if (rows.length === size) return { rows, nextOffset: end };
      rows.push(rowOf(record));
      end = offset + info.bytes;
    }
    return { rows };
  } finally {
    stream.destroy();
  }
}

function rowOf(record: (string | null)[]): Row {
  return { Data: record.map((value) => (value === null ? {} : { VarCharValue: value })) };
}
