/** Pairs by entry: entry i is `keys[i]`, `values[i]` and, where they are kept, `distances[i]`. */
export interface Entries {
  keys: Int32Array;
  values: Int32Array;
  distances: Uint8Array | undefined;
}

/**
 * Sorts the first `length` entries by key in place: by the upper half of the key's bits, then each part by the lower, so
 * that what is written to at a time fits the processor's cache.
 * @param points keys are from 0 to below this
 * @returns the entries of key i are those from `offsets[i]` to below `offsets[i + 1]`
 */
export function sortByKey(entries: Entries, length: number, points: number): Int32Array {
  const offsets = new Int32Array(points + 1);
  const shift = Math.ceil(Math.log2(points + 1) / 2);
  const parts = distribute(entries, { from: 0, to: length, low: 0, shift, buckets: (points >>> shift) + 1 });
  for (let low = 0, part = 0; low < points; low += 1 << shift, part++) {
    const buckets = Math.min(1 << shift, points - low);
    const range = { from: parts[part]!, to: parts[part + 1]!, low, shift: 0, buckets };
    offsets.set(distribute(entries, range), low);
  }
  return offsets;
}

interface Distribution {
  /** The entries to move: `from` and up to below `to`. */
  from: number;
  to: number;
  /** Bucket of a key: what it is above `low`, without the `shift` lowest bits. */
  low: number;
  shift: number;
  buckets: number;
}

/**
 * Moves entries into the order of their buckets by following cycles ("American flag sort", McIlroy, Bostic and McIlroy,
 * Engineering Radix Sort, 1993).
 * @returns where each bucket begins, and the end of the last
 */
function distribute(
  { keys, values, distances }: Entries,
  { from, to, low, shift, buckets }: Distribution,
): Int32Array {
  const starts = new Int32Array(buckets + 1).fill(from, 0, 1);
  for (let i = from; i < to; i++) starts[((keys[i]! - low) >>> shift) + 1]!++;
  for (let bucket = 0; bucket < buckets; bucket++) starts[bucket + 1]! += starts[bucket]!;
  const next = starts.slice();
  for (let home = 0; home < buckets; home++) {
    for (let at = next[home]!; at < starts[home + 1]!; at++) {
      let key = keys[at]!;
      let value = values[at]!;
      let distance = distances?.[at] ?? 0;
      for (let bucket; (bucket = (key - low) >>> shift) !== home;) {
        const target = next[bucket]!++;
        [key, keys[target]] = [keys[target]!, key];
        [value, values[target]] = [values[target]!, value];
        if (distances) [distance, distances[target]] = [distances[target]!, distance];
      }
      keys[at] = key;
      values[at] = value;
      if (distances) distances[at] = distance;
    }
  }
  return starts;
}
