import { Failure } from '../../kernels/failure.ts';
import { addFiles, type RowFile, type RowSink } from './row-files.ts';
import { RowReader } from './row-reader.ts';

/**
 * The failure for a pair that stands in the files more than once, and would count as several neighbours. Only now are
 * they searched for its places: to keep a row's number with every pair would cost as much memory as the pairs.
 */
export async function repeatedPair(files: readonly RowFile[], id1: number, id2: number): Promise<Failure> {
  const search = new PairSearch(id1, id2);
  await addFiles(files, search);
  const [first, second] = search.places;
  return new Failure(
    'InvalidPair',
    `${second}: the pair of ${id1} and ${id2} must stand once, but stands in ${first} already.`,
  );
}

/** Notes where a pair stands, in rows that were found to be valid. */
class PairSearch implements RowSink {
  readonly invalid = 'InvalidPair';
  readonly places: string[] = [];
  readonly #reader = new RowReader();
  readonly #id1: number;
  readonly #id2: number;

  constructor(id1: number, id2: number) {
    this.#id1 = id1;
    this.#id2 = id2;
  }

  addRows(rows: Uint8Array, file: string, firstRow: number): number {
    const reader = this.#reader;
    reader.reset(rows);
    let row = firstRow;
    for (; reader.nextRow(); row++) {
      const isPair = reader.integerBeforeComma() === this.#id1 && reader.integerBeforeComma() === this.#id2;
      if (isPair) this.places.push(`${file} row ${row}`);
      reader.skipRow();
    }
    return row - firstRow;
  }
}
