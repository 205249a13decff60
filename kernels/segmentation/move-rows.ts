import { measure, type Flat } from './flat.ts';
import type { Clustering } from './lloyd.ts';

/** Passes over the rows; a few dozen are usual, the bound is there for rounding that cycles. */
const maxPasses = 1000;

/**
 * Moves single rows to another cluster for as long as that lowers the inertia (Hartigan, 1975). Lloyd's algorithm stops
 * earlier: it gives a row to the nearest centroid as it stands, and does not see that the centroids would follow the row.
 * @param clustering whose centroids are the means of their rows, at least one each
 * @returns the moved centroids
 */
export function moveRows(rows: Flat, clustering: Clustering): Flat {
  const { centroids } = clustering;
  const [labels, sizes] = [clustering.labels.slice(), clustering.sizes.slice()];
  const moved = { ...centroids, values: centroids.values.slice() };
  const squared = new Float64Array(centroids.rows);
  for (let pass = 0, moves = 1; moves > 0 && pass < maxPasses; pass++) {
    moves = 0;
    for (let i = 0; i < rows.rows; i++) {
      const from = labels[i]!;
      measure(rows, i, moved, squared);
      const to = betterCluster(squared, from, sizes);
      if (to === from) continue;
      shift(moved, from, rows, i, -1 / --sizes[from]!);
      shift(moved, to, rows, i, 1 / ++sizes[to]!);
      labels[i] = to;
      moves++;
    }
  }
  return moved;
}

/** The cluster whose inertia grows less by taking the row in than that of the row's own shrinks by giving it away. */
function betterCluster(squared: Float64Array, own: number, sizes: Int32Array): number {
  if (sizes[own] === 1) return own;
  let cluster = own;
  let least = (squared[own]! * sizes[own]!) / (sizes[own]! - 1);
  for (let other = 0; other < squared.length; other++) {
    if (other === own) continue;
    const growth = (squared[other]! * sizes[other]!) / (sizes[other]! + 1);
    if (growth < least) [cluster, least] = [other, growth];
  }
  return cluster;
}

/** A mean after a row has come (weight 1 / new size) or gone (weight -1 / new size). */
function shift(means: Flat, cluster: number, rows: Flat, row: number, weight: number): void {
  const { columns } = means;
  for (let j = 0, p = cluster * columns, q = row * columns; j < columns; j++, p++, q++)
    means.values[p]! += (rows.values[q]! - means.values[p]!) * weight;
}
