import { Failure } from '../failure.ts';

const empty = -1;

/**
 * Customers by position in ascending order of id, and back: a hash table with open addressing in typed arrays, since it
 * is asked twice per pair.
 */
export class CustomerIndex {
  /** Ascending. */
  readonly ids: Float64Array;
  readonly #slots: Int32Array;
  readonly #mask: number;

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
    const size = 2 ** Math.ceil(Math.log2(2 * this.ids.length + 1));
    this.#slots = new Int32Array(size).fill(empty);
    this.#mask = size - 1;
    this.ids.forEach((id, position) => (this.#slots[this.#slotOf(id)] = position));
  }

  /** Position of a customer, -1 for one that is not known. */
  positionOf(id: number): number {
    return this.#slots[this.#slotOf(id)]!;
  }

  /** The slot that holds the id, or the empty one where it would go. */
  #slotOf(id: number): number {
    let slot = hash(id) & this.#mask;
    let position = this.#slots[slot]!;
    while (position !== empty && this.ids[position] !== id) {
      slot = (slot + 1) & this.#mask;
      position = this.#slots[slot]!;
    }
    return slot;
  }
}

/** Mixes the low and high 32 bits (multipliers of MurmurHash3's finalizer). */
function hash(id: number): number {
  const high = Math.floor(id / 2 ** 32);
  let bits = Math.imul((id | 0) ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
