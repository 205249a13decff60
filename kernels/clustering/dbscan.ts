import type { NeighbourRows } from './neighbours.ts';

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
 * DBSCAN (Ester, Kriegel, Sander and Xu, 1996) over given neighbours, in time proportional to their number, by disjoint
 * sets of core points (Patwary et al., A New Scalable Parallel DBSCAN Algorithm Using the Disjoint-Set Data Structure,
 * 2012): one pass in the order of memory, where a search would jump. A point is its own neighbour, so a core point has at
 * least `minSamples - 1` others. Clusters are numbered by their first core point; a border point of several clusters takes
 * the lowest number.
 * @param after the neighbours after each point, which name each pair once
 */
export function dbscan(after: NeighbourRows, minSamples: number): Clustering {
  const isCore = coreFlags(after, minSamples);
  const parents = joinCorePoints(after, isCore);
  const labels = new Int32Array(isCore.length).fill(noise);
  let clusters = 0;
  for (let point = 0; point < labels.length; point++) {
    if (!isCore[point]) continue;
    const root = rootOf(point, parents);
    labels[point] = root === point ? clusters++ : labels[root]!;
  }
  labelBorders(after, isCore, labels);
  return { labels, isCore, clusters };
}

function coreFlags({ offsets, targets }: NeighbourRows, minSamples: number): Uint8Array {
  const points = offsets.length - 1;
  const neighbours = new Int32Array(points);
  for (let i = 0; i < points; i++) {
    neighbours[i]! += offsets[i + 1]! - offsets[i]!;
    for (let k = offsets[i]!; k < offsets[i + 1]!; k++) neighbours[targets[k]!]!++;
  }
  const flags = new Uint8Array(points);
  for (let i = 0; i < points; i++) flags[i] = Number(neighbours[i]! + 1 >= minSamples);
  return flags;
}

/** Joins core points that are neighbours; the root of a set is its first point. */
function joinCorePoints({ offsets, targets }: NeighbourRows, isCore: Uint8Array): Int32Array {
  const parents = new Int32Array(isCore.length);
  for (let i = 0; i < parents.length; i++) parents[i] = i;
  for (let i = 0; i < isCore.length; i++) {
    if (!isCore[i]) continue;
    let root = rootOf(i, parents);
    for (let k = offsets[i]!; k < offsets[i + 1]!; k++) {
      if (!isCore[targets[k]!]) continue;
      const other = rootOf(targets[k]!, parents);
      if (other < root) root = parents[root] = other;
      else parents[other] = root;
    }
  }
  return parents;
}

/** Halves the path on the way. */
function rootOf(point: number, parents: Int32Array): number {
  let at = point;
  for (let parent = parents[at]!; parent !== at; parent = parents[at]!) at = parents[at] = parents[parent]!;
  return at;
}

function labelBorders({ offsets, targets }: NeighbourRows, isCore: Uint8Array, labels: Int32Array): void {
  const offer = (point: number, label: number) => {
    if (labels[point] === noise || labels[point]! > label) labels[point] = label;
  };
  for (let i = 0; i < isCore.length; i++) {
    for (let k = offsets[i]!; k < offsets[i + 1]!; k++) {
      const target = targets[k]!;
      if (isCore[i] === isCore[target]) continue;
      if (isCore[i]) offer(target, labels[i]!);
      else offer(i, labels[target]!);
    }
  }
}
