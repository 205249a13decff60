const empty = -1;

/** Positions of any ids: a hash table with open addressing in typed arrays. */
export class HashedIds {
  readonly #ids: Float64Array;
  readonly #slots: Int32Array;
  readonly #mask: number;

  /** @param ids different safe integers */
  constructor(ids: Float64Array) {
    this.#ids = ids;
    const size = 2 ** Math.ceil(Math.log2(2 * ids.length + 1));
    this.#slots = new Int32Array(size).fill(empty);
    this.#mask = size - 1;
    ids.forEach((id, position) => (this.#slots[this.#slotOf(id)] = position));
  }

  /** -1 for an id that is not there. */
  positionOf(id: number): number {
    return this.#slots[this.#slotOf(id)]!;
  }

  /** The slot that holds the id, or the empty one where it would go. */
  #slotOf(id: number): number {
    let slot = hash(id) & this.#mask;
    let position = this.#slots[slot]!;
    while (position !== empty && this.#ids[position] !== id) {
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
