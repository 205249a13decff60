import { Failure } from '../failure.ts';
import { HashedIds } from './hashed-ids.ts';
import { RankedIds } from './ranked-ids.ts';

/** Customers by position in ascending order of id, and back. It is asked twice per pair. */
export class CustomerIndex {
  /** Ascending. */
  readonly ids: Float64Array;
  readonly #positions: RankedIds | HashedIds;

  /**
   * @param ids safe integers in any order
   * @throws Failure InvalidCustomer for a repeated id
   */
  constructor(ids: Float64Array) {
    this.ids = ids.slice().sort();
    const repeated = this.ids.find((id, i) => i > 0 && id === this.ids[i - 1]);
    if (repeated !== undefined) {
      throw new Failure(
        'InvalidCustomer',
        `customer_id ${repeated} must be unique, but is listed more than once.`,
      );
    }
    this.#positions = RankedIds.suits(this.ids) ? new RankedIds(this.ids) : new HashedIds(this.ids);
  }

  /** Position of a customer, -1 for one that is not known. */
  positionOf(id: number): number {
    return this.#positions.positionOf(id);
  }
}
