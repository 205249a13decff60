import type { Neighbours } from './neighbours.ts';

/** The label of points in no cluster. */
export const noise = -1;

export interface Clustering {
  /** Cluster of each point, from 0, or `noise`. */
  labels: Int32Array;
  /** 1 for core points. */
  isCore: Uint8Array;
  clusters: number;
}

/**
 * DBSCAN (Ester, Kriegel, Sander and Xu, 1996) over given neighbours, in time proportional to their number. A point is
 * its own neighbour, so a core point has at least `minSamples - 1` others. Clusters are numbered by their first core
 * point; a border point of several clusters takes the lowest number.
 */
export function dbscan(neighbours: Neighbours, minSamples: number): Clustering {
  const points = neighbours.offsets.length - 1;
  const isCore = coreFlags(neighbours, minSamples);
  const labels = new Int32Array(points).fill(noise);
  const queue = new Int32Array(points);
  let clusters = 0;
  for (let point = 0; point < points; point++) {
    if (isCore[point] && labels[point] === noise)
      expand(point, clusters++, neighbours, { labels, isCore, queue });
  }
  return { labels, isCore, clusters };
}

function coreFlags({ offsets }: Neighbours, minSamples: number): Uint8Array {
  const flags = new Uint8Array(offsets.length - 1);
  for (let i = 0; i < flags.length; i++) flags[i] = Number(offsets[i + 1]! - offsets[i]! + 1 >= minSamples);
  return flags;
}

/** Breadth-first search from a core point: core points pass the cluster on, border points only take it. */
function expand(
  start: number,
  cluster: number,
  { offsets, targets }: Neighbours,
  { labels, isCore, queue }: { labels: Int32Array; isCore: Uint8Array; queue: Int32Array },
): void {
  let length = 0;
  labels[start] = cluster;
  queue[length++] = start;
  for (let head = 0; head < length; head++) {
    const point = queue[head]!;
    for (let k = offsets[point]!; k < offsets[point + 1]!; k++) {
      const target = targets[k]!;
      if (labels[target] !== noise) continue;
      labels[target] = cluster;
      if (isCore[target]) queue[length++] = target;
    }
  }
}
