import { sortByKey } from './sort-pairs.ts';

/** Pairs of points by position; only the first `length` entries of the arrays count. */
export interface Pairs {
  length: number;
  /** The smaller and the larger position of each pair. */
  first: Int32Array;
  second: Int32Array;
  /** Distances in hundredths, if they are kept. */
  hundredths: Uint8Array | undefined;
}

/** Compressed sparse rows: the neighbours of point i here are `targets[offsets[i] … offsets[i + 1] - 1]`. */
export interface NeighbourRows {
  /** One more than there are points. */
  offsets: Int32Array;
  /** May have room for more than the last offset says. */
  targets: Int32Array;
  /** The distance to each target, if distances are kept. */
  hundredths: Uint8Array | undefined;
}

/**
 * The neighbours after each point, which name each pair once. Takes the pairs' arrays over and sorts them in place, so
 * that there is never a second copy.
 */
export function neighboursAfter({ first, second, hundredths, length }: Pairs, points: number): NeighbourRows {
  const offsets = sortByKey({ keys: first, values: second, distances: hundredths }, length, points);
  return { offsets, targets: second, hundredths };
}

/**
 * The neighbours before each point, given those after it.
 * @param targets room for the result, whose contents are no longer needed
 */
export function neighboursBefore(after: NeighbourRows, targets: Int32Array): NeighbourRows {
  const points = after.offsets.length - 1;
  const hundredths = after.hundredths && new Uint8Array(after.offsets[points]!);
  const offsets = countTargets(after);
  const next = offsets.slice();
  for (let i = 0; i < points; i++) {
    for (let k = after.offsets[i]!; k < after.offsets[i + 1]!; k++) {
      const at = next[after.targets[k]!]!++;
      targets[at] = i;
      if (hundredths) hundredths[at] = after.hundredths![k]!;
    }
  }
  return { offsets, targets, hundredths };
}

function countTargets({ offsets, targets }: NeighbourRows): Int32Array {
  const counts = new Int32Array(offsets.length);
  const length = offsets[offsets.length - 1]!;
  for (let k = 0; k < length; k++) counts[targets[k]! + 1]!++;
  for (let i = 1; i < counts.length; i++) counts[i]! += counts[i - 1]!;
  return counts;
}

/** A point and one of its neighbours that stands there more than once; undefined if there is none. */
export function findRepeat({ offsets, targets }: NeighbourRows): [number, number] | undefined {
  const points = offsets.length - 1;
  const seenFrom = new Int32Array(points).fill(-1);
  for (let i = 0; i < points; i++) {
    for (let k = offsets[i]!; k < offsets[i + 1]!; k++) {
      const target = targets[k]!;
      if (seenFrom[target] === i) return [i, target];
      seenFrom[target] = i;
    }
  }
  return undefined;
}
