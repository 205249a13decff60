import { Failure } from '../../kernels/failure.ts';
import type { RowSink } from './row-files.ts';
import { RowReader } from './row-reader.ts';

/** Ids of customers in the order of arrival, in an array that doubles when it is full. */
export class IdList implements RowSink {
  readonly invalid = 'InvalidCustomer';
  #ids = new Float64Array(1 << 12);
  #length = 0;
  readonly #reader = new RowReader();

  /**
   * Adds the ids in whole rows `customer_id` of a file; sql/customer-ids.sql adds an age that nobody has.
   * @param firstRow number of the first of these rows within the file, from 1
   * @returns how many rows there were
   * @throws Failure InvalidCustomer for a row that is not one safe integer alone
   */
  addRows(rows: Uint8Array, file: string, firstRow: number): number {
    const reader = this.#reader;
    reader.reset(rows);
    let row = firstRow;
    for (; reader.nextRow(); row++) {
      const id = reader.lastInteger();
      if (Number.isNaN(id)) throw invalidCustomer(reader.rowText(), `${file} row ${row}`);
      this.#push(id);
    }
    return row - firstRow;
  }

  toArray(): Float64Array {
    return this.#ids.slice(0, this.#length);
  }

  #push(id: number): void {
    if (this.#length === this.#ids.length) {
      const larger = new Float64Array(2 * this.#ids.length);
      larger.set(this.#ids);
      this.#ids = larger;
    }
    this.#ids[this.#length++] = id;
  }
}

function invalidCustomer(text: string, where: string): Failure {
  const [, id, age] = /^(-?\d+) (-?\d+)$/.exec(text) ?? [];
  const problem = id
    ? `customer_id ${id}: age must be from 0 to 130, or null where it is unknown, but is ${age}. Correct the row and import it again.`
    : `${where}: customer_id must be an integer within ±(2^53 - 1), but the row is ${JSON.stringify(text)}.`;
  return new Failure('InvalidCustomer', problem);
}
