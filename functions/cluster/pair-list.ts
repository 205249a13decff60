import { Failure } from '../failure.ts';
import type { CustomerIndex } from './customer-index.ts';
import { RowReader } from './row-reader.ts';

export interface PairLimits {
  eps: number;
  maxPairs: number;
}

/** Pairs of customers' positions in the order of arrival, in arrays that double when they are full. */
export class PairList {
  length = 0;
  /** The smaller and the larger position of each pair; only the first `length` entries count. */
  first = new Int32Array(1 << 16);
  second = new Int32Array(1 << 16);
  readonly #customers: CustomerIndex;
  readonly #limits: PairLimits;
  readonly #reader = new RowReader();

  constructor(customers: CustomerIndex, limits: PairLimits) {
    this.#customers = customers;
    this.#limits = limits;
  }

  /**
   * Adds the pairs in whole rows `customer_id_1,customer_id_2,distance` of a file.
   * @param firstRow number of the first of these rows within the file, from 1
   * @returns how many rows there were
   * @throws Failure InvalidPair, naming file, row and reason; TooManyPairs as soon as there are
   */
  addRows(rows: Uint8Array, file: string, firstRow: number): number {
    const reader = this.#reader;
    const { eps, maxPairs } = this.#limits;
    reader.reset(rows);
    let row = firstRow;
    for (; reader.nextRow(); row++) {
      const id1 = reader.integerBeforeComma();
      const id2 = reader.integerBeforeComma();
      const distance = reader.lastDecimal();
      const first = this.#customers.positionOf(id1);
      const second = this.#customers.positionOf(id2);
      // Written so that NaN, which compares as false, is a fault.
      if (!(first >= 0 && first < second && distance >= 0 && distance <= eps)) {
        const fault = this.#faultOf(id1, id2, distance);
        throw new Failure(
          'InvalidPair',
          `${file} row ${row}: ${fault}, but the row is ${JSON.stringify(reader.rowText())}.`,
        );
      }
      if (this.length === maxPairs) throw tooManyPairs(this.#limits);
      this.#push(first, second);
    }
    return row - firstRow;
  }

  #push(first: number, second: number): void {
    if (this.length === this.first.length) {
      const capacity = Math.min(2 * this.length, this.#limits.maxPairs);
      this.first = enlarged(this.first, capacity);
      this.second = enlarged(this.second, capacity);
    }
    this.first[this.length] = first;
    this.second[this.length++] = second;
  }

  #faultOf(id1: number, id2: number, distance: number): string {
    if (Number.isNaN(id1) || Number.isNaN(id2))
      return 'customer_id_1 and customer_id_2 must be integers within ±(2^53 - 1)';
    if (id1 >= id2) return 'customer_id_1 must be less than customer_id_2';
    if (Number.isNaN(distance)) return 'distance must be a number and the last field';
    if (!(distance >= 0 && distance <= this.#limits.eps))
      return `distance must be within 0 and eps ${this.#limits.eps}`;
    return 'both must be ids of the customers table';
  }
}

function enlarged(array: Int32Array<ArrayBuffer>, capacity: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(capacity);
  larger.set(array);
  return larger;
}

function tooManyPairs({ eps, maxPairs }: PairLimits): Failure {
  return new Failure(
    'TooManyPairs',
    `More than ${maxPairs} pairs of customers lie within eps ${eps}. Lower eps, or raise maxPairs and the function's memory with it.`,
  );
}
