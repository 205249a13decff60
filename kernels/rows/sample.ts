/**
 * Keeps at most so many rows of a stream, whatever its order: those whose ids have the least hashes, which the seed
 * chooses. It holds at most twice as many.
 */
export class Sample<T extends { id: string }> {
  readonly #size: number;
  readonly #seed: number;
  #kept: { row: T; hash: number }[] = [];
  #bound = Infinity;

  constructor(size: number, seed: number) {
    this.#size = size;
    this.#seed = seed;
  }

  add(row: T): void {
    const hash = hashOf(row.id, this.#seed);
    if (hash > this.#bound) return;
    this.#kept.push({ row, hash });
    if (this.#kept.length >= 2 * this.#size) this.#cut();
  }

  rows(): T[] {
    this.#cut();
    return this.#kept.map(({ row }) => row);
  }

  /** Ids break ties: by UTF-16, which is the same everywhere. */
  #cut(): void {
    if (this.#kept.length <= this.#size) return;
    this.#kept.sort((a, b) => a.hash - b.hash || (a.row.id < b.row.id ? -1 : 1));
    this.#kept.length = this.#size;
    this.#bound = this.#kept.at(-1)!.hash;
  }
}

/** FNV-1a over the text from the seed, mixed by MurmurHash3's finalizer: 32 bits. */
function hashOf(text: string, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
