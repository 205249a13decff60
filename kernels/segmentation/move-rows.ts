import { assign, squaredDistance } from './assign.ts';

/** Passes over the rows; a few dozen are usual, the bound is there for rounding that cycles. */
const maxPasses = 1000;

/**
 * Moves single rows to another cluster for as long as that lowers the inertia (Hartigan, 1975). Lloyd's algorithm stops
 * earlier: it gives a row to the nearest centroid as it stands, and does not see that the centroids would follow the row.
 * @param centroids each the mean of the rows that it is nearest to, which are at least one
 * @returns the moved centroids
 */
export function moveRows(rows: readonly number[][], centroids: readonly number[][]): number[][] {
  const { labels, sizes } = assign(rows, centroids);
  const moved = centroids.map((centroid) => [...centroid]);
  for (let pass = 0, moves = 1; moves > 0 && pass < maxPasses; pass++) {
    moves = 0;
    rows.forEach((row, i) => {
      const from = labels[i]!;
      const to = betterCluster(row, from, moved, sizes);
      if (to === from) return;
      shift(moved[from]!, row, -1 / --sizes[from]!);
      shift(moved[to]!, row, 1 / ++sizes[to]!);
      labels[i] = to;
      moves++;
    });
  }
  return moved;
}

/** The cluster whose inertia grows less by taking the row in than that of the row's own shrinks by giving it away. */
function betterCluster(
  row: number[],
  own: number,
  centroids: readonly number[][],
  sizes: readonly number[],
): number {
  if (sizes[own] === 1) return own;
  let cluster = own;
  let least = (squaredDistance(row, centroids[own]!) * sizes[own]!) / (sizes[own]! - 1);
  for (let other = 0; other < centroids.length; other++) {
    if (other === own) continue;
    const growth = (squaredDistance(row, centroids[other]!) * sizes[other]!) / (sizes[other]! + 1);
    if (growth < least) [cluster, least] = [other, growth];
  }
  return cluster;
}

/** A mean after a row has come (weight 1 / new size) or gone (weight -1 / new size). */
function shift(mean: number[], row: readonly number[], weight: number): void {
  for (let j = 0; j < mean.length; j++) mean[j]! += (row[j]! - mean[j]!) * weight;
}
