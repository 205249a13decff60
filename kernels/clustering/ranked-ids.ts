/**
 * Positions of ids that lie close together, as those that a database counts up: one bit per number of their range, and
 * how many ids stand before every 32 of them. Small enough for the processor's cache where a hash table is not.
 */
export class RankedIds {
  readonly #low: number;
  readonly #range: number;
  /** Bits and rank in turn, so that both come with one access to memory. */
  readonly #words: Int32Array;

  /** Whether this takes no more memory than a hash table would. */
  static suits(ids: Float64Array): boolean {
    return ids.length > 0 && rangeOf(ids) <= Math.min(64 * ids.length, 2 ** 32 - 1);
  }

  /** @param ids different safe integers, ascending */
  constructor(ids: Float64Array) {
    this.#low = ids[0]!;
    this.#range = rangeOf(ids);
    const words = new Int32Array(2 * ((this.#range >>> 5) + 1));
    for (const id of ids) words[2 * ((id - this.#low) >>> 5)]! |= 1 << ((id - this.#low) & 31);
    for (let at = 2; at < words.length; at += 2) words[at + 1] = words[at - 1]! + ones(words[at - 2]!);
    this.#words = words;
  }

  /** -1 for an id that is not there. */
  positionOf(id: number): number {
    const offset = id - this.#low;
    // Written so that NaN, which compares as false, is not there.
    if (!(offset >= 0 && offset <= this.#range)) return -1;
    const at = 2 * (offset >>> 5);
    const bits = this.#words[at]!;
    const bit = 1 << (offset & 31);
    return (bits & bit) === 0 ? -1 : this.#words[at + 1]! + ones(bits & (bit - 1));
  }
}

function rangeOf(ids: Float64Array): number {
  return ids[ids.length - 1]! - ids[0]!;
}

/** How many bits are set: added up in pairs, fours and bytes side by side. */
function ones(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
