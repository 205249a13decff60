import type { NeighbourRows } from './neighbours.ts';
import { SeedQueue } from './seed-queue.ts';

/** A distance that is not defined: infinitely far. */
export const undefinedDistance = 255;

/** What OPTICS finds, distances in hundredths or `undefinedDistance`. */
export interface Reachability {
  /** The points in the order in which they were walked. */
  ordering: Int32Array;
  /** By point. */
  reachability: Uint8Array;
  /** By point; undefined for points that are core at no distance. */
  coreDistances: Uint8Array;
}

/**
 * OPTICS (Ankerst, Breunig, Kriegel and Sander, 1999) over given neighbours and their distances. A point counts itself
 * among the `minSamples` that make it core. Of equally reachable points the first comes next, and a new walk begins at
 * the first point that is left, as in scikit-learn.
 * @param neighbours those after each point and those before it, all within the largest distance in question
 */
export function optics(neighbours: readonly NeighbourRows[], minSamples: number): Reachability {
  const points = neighbours[0]!.offsets.length - 1;
  const coreDistances = coreDistancesOf(neighbours, points, minSamples);
  const reachability = new Uint8Array(points).fill(undefinedDistance);
  const ordering = new Int32Array(points);
  const isProcessed = new Uint8Array(points);
  const seeds = new SeedQueue(reachability);
  let length = 0;
  for (let start = 0; start < points; start++) {
    if (isProcessed[start]) continue;
    for (let point = start; point >= 0; point = seeds.pop()) {
      isProcessed[point] = 1;
      ordering[length++] = point;
      if (coreDistances[point] !== undefinedDistance)
        reachNeighbours(point, neighbours, { coreDistances, isProcessed, reachability, seeds });
    }
  }
  return { ordering, reachability, coreDistances };
}

/** The distance to the `minSamples`-th nearest point, itself included: counted, since distances are few. */
function coreDistancesOf(
  neighbours: readonly NeighbourRows[],
  points: number,
  minSamples: number,
): Uint8Array {
  const coreDistances = new Uint8Array(points).fill(undefinedDistance);
  const counts = new Int32Array(undefinedDistance);
  for (let point = 0; point < points; point++) {
    let found = 1;
    counts.fill(0)[0] = 1;
    for (const { offsets, hundredths } of neighbours) {
      found += offsets[point + 1]! - offsets[point]!;
      for (let k = offsets[point]!; k < offsets[point + 1]!; k++) counts[hundredths![k]!]!++;
    }
    if (found < minSamples) continue;
    let distance = 0;
    for (let nearer = counts[0]!; nearer < minSamples; nearer += counts[distance]!) distance++;
    coreDistances[point] = distance;
  }
  return coreDistances;
}

interface Walk {
  coreDistances: Uint8Array;
  isProcessed: Uint8Array;
  reachability: Uint8Array;
  seeds: SeedQueue;
}

function reachNeighbours(point: number, neighbours: readonly NeighbourRows[], walk: Walk): void {
  const { coreDistances, isProcessed, reachability, seeds } = walk;
  const coreDistance = coreDistances[point]!;
  for (const { offsets, targets, hundredths } of neighbours) {
    for (let k = offsets[point]!; k < offsets[point + 1]!; k++) {
      const target = targets[k]!;
      const distance = Math.max(coreDistance, hundredths![k]!);
      if (isProcessed[target] || distance >= reachability[target]!) continue;
      reachability[target] = distance;
      seeds.offer(target);
    }
  }
}
