import { Failure, type FailureName } from '../../kernels/failure.ts';
import { isBrokenGzip } from '../shared/lake/broken-gzip.ts';
import { wholeRows } from './whole-rows.ts';

/** A file of CSV rows without a header, which can be read more than once. */
export interface RowFile {
  /** For messages, e.g. `s3://bucket/key`. */
  name: string;
  /** Its bytes, unzipped. */
  open: () => Promise<AsyncIterable<Uint8Array>>;
}

/** What takes rows as they arrive. */
export interface RowSink {
  /** The name of the failure that rows lead to which it cannot take. */
  readonly invalid: FailureName;
  /**
   * Takes whole rows.
   * @param firstRow number of the first of these rows within the file, from 1
   * @returns how many rows there were
   */
  addRows(rows: Uint8Array, file: string, firstRow: number): number;
}

/**
 * Adds the rows of all files, one file after the other, as their bytes arrive.
 * @throws Failure of the sink's name, besides the sink's own, for a file whose gzip is broken
 */
export async function addFiles(files: readonly RowFile[], sink: RowSink): Promise<void> {
  for (const { name, open } of files) {
    let row = 1;
    try {
      for await (const rows of wholeRows(await open())) row += sink.addRows(rows, name, row);
    } catch (error) {
      if (!isBrokenGzip(error)) throw error;
      throw new Failure(
        sink.invalid,
        `${name} row ${row}: the file must be whole gzip, but from here on it is not (${error.message}). Write it again.`,
        { cause: error },
      );
    }
  }
}
