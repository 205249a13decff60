const absent = -1;

/** Points by reachability, of equals the lower number first: a binary heap that knows where each point stands in it. */
export class SeedQueue {
  readonly #reachability: Uint8Array;
  readonly #heap: Int32Array;
  readonly #places: Int32Array;
  #length = 0;

  /** @param reachability by point; whoever lowers it has to offer the point */
  constructor(reachability: Uint8Array) {
    this.#reachability = reachability;
    this.#heap = new Int32Array(reachability.length);
    this.#places = new Int32Array(reachability.length).fill(absent);
  }

  /** Puts a point in, or moves one up whose reachability has become less. */
  offer(point: number): void {
    let place = this.#places[point]!;
    if (place === absent) place = this.#length++;
    while (place > 0) {
      const above = (place - 1) >>> 1;
      const other = this.#heap[above]!;
      if (this.#isBefore(other, point)) break;
      this.#put(other, place);
      place = above;
    }
    this.#put(point, place);
  }

  /** Takes the next point out; -1 when there is none. */
  pop(): number {
    if (this.#length === 0) return -1;
    const next = this.#heap[0]!;
    this.#places[next] = absent;
    const last = this.#heap[--this.#length]!;
    if (this.#length > 0) this.#sink(last);
    return next;
  }

  /** Lets a point sink from the top to its place. */
  #sink(point: number): void {
    let place = 0;
    for (let below = 1; below < this.#length; below = 2 * place + 1) {
      const right = below + 1;
      if (right < this.#length && this.#isBefore(this.#heap[right]!, this.#heap[below]!)) below = right;
      const other = this.#heap[below]!;
      if (this.#isBefore(point, other)) break;
      this.#put(other, place);
      place = below;
    }
    this.#put(point, place);
  }

  #put(point: number, place: number): void {
    this.#heap[place] = point;
    this.#places[point] = place;
  }

  #isBefore(one: number, other: number): boolean {
    const difference = this.#reachability[one]! - this.#reachability[other]!;
    return difference < 0 || (difference === 0 && one < other);
  }
}
