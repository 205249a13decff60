import { Failure } from '../../kernels/failure.ts';
import type { CustomerIndex } from '../../kernels/clustering/customer-index.ts';
import { hundredthsWithin } from '../../kernels/clustering/distance.ts';
import type { Pairs } from '../../kernels/clustering/neighbours.ts';
import type { RowSink } from './row-files.ts';
import { RowReader } from './row-reader.ts';

export interface PairLimits {
  /** The input field that says how far apart the customers of a pair may be, for messages. */
  reachName: 'eps' | 'maxEps';
  reach: number;
  maxPairs: number;
}

/**
 * Pairs of customers' positions in the order of arrival. The arrays have room for as many as are allowed, because the
 * system lays memory under them only where they are written: growing would hold the old and the new at once.
 */
export class PairList implements Pairs, RowSink {
  readonly invalid = 'InvalidPair';
  length = 0;
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly hundredths: Uint8Array | undefined;
  readonly #customers: CustomerIndex;
  readonly #limits: PairLimits;
  readonly #reader = new RowReader();

  constructor(customers: CustomerIndex, limits: PairLimits, keepsDistances: boolean) {
    this.#customers = customers;
    this.#limits = limits;
    this.first = new Int32Array(limits.maxPairs);
    this.second = new Int32Array(limits.maxPairs);
    if (keepsDistances) this.hundredths = new Uint8Array(limits.maxPairs);
  }

  /**
   * Adds the pairs in whole rows `customer_id_1,customer_id_2,distance` of a file.
   * @param firstRow number of the first of these rows within the file, from 1
   * @returns how many rows there were
   * @throws Failure InvalidPair, naming file, row and reason; TooManyPairs as soon as there are
   */
  addRows(rows: Uint8Array, file: string, firstRow: number): number {
    const reader = this.#reader;
    const farthest = hundredthsWithin(this.#limits.reach);
    reader.reset(rows);
    let row = firstRow;
    for (; reader.nextRow(); row++) {
      const id1 = reader.integerBeforeComma();
      const id2 = reader.integerBeforeComma();
      const distance = reader.lastHundredths();
      const first = this.#customers.positionOf(id1);
      const second = this.#customers.positionOf(id2);
      // Written so that NaN, which compares as false, is a fault.
      if (!(first >= 0 && first < second && distance >= 0 && distance <= farthest)) {
        const fault = this.#faultOf(id1, id2, distance);
        throw new Failure(
          'InvalidPair',
          `${file} row ${row}: ${fault}, but the row is ${JSON.stringify(reader.rowText())}.`,
        );
      }
      if (this.length === this.#limits.maxPairs) throw tooManyPairs(this.#limits);
      this.#push(first, second, distance);
    }
    return row - firstRow;
  }

  #push(first: number, second: number, distance: number): void {
    this.first[this.length] = first;
    this.second[this.length] = second;
    if (this.hundredths) this.hundredths[this.length] = distance;
    this.length++;
  }

  #faultOf(id1: number, id2: number, distance: number): string {
    if (Number.isNaN(id1) || Number.isNaN(id2))
      return 'customer_id_1 and customer_id_2 must be integers within ±(2^53 - 1)';
    if (id1 >= id2) return 'customer_id_1 must be less than customer_id_2';
    if (Number.isNaN(distance)) return 'distance must be a whole number of hundredths and the last field';
    if (!(distance >= 0 && distance <= hundredthsWithin(this.#limits.reach)))
      return `distance must be within 0 and ${this.#limits.reachName} ${this.#limits.reach}`;
    return 'both must be ids of the customers table';
  }
}

function tooManyPairs({ reachName, reach, maxPairs }: PairLimits): Failure {
  return new Failure(
    'TooManyPairs',
    `More than ${maxPairs} pairs of customers lie within ${reachName} ${reach}. Lower ${reachName}, or raise maxPairs and the function's memory with it.`,
  );
}
