import { mersenne } from 'pure-rand/generator/mersenne';
import { Failure } from '../failure.ts';
import { distancesFrom, inertiaOf } from './assign.ts';
import { drawCentroids } from './draw-centroids.ts';
import { featureNames } from './features.ts';
import { flatten, replaceRow, toRows, type Flat } from './flat.ts';
import { lloyd, type Clustering } from './lloyd.ts';
import { moveRows } from './move-rows.ts';

export interface Fitting {
  k: number;
  /** How many times at most k-means++ draws first centroids; the best end counts. */
  restarts: number;
  seed: number;
}

const income = featureNames.indexOf('income');

/** So many starts that came to the same best end are enough: further ones find no better. */
const enough = 5;

/**
 * K-Means from the centroids that k-means++ draws, at most `restarts` times, and of these ends the one with the smallest
 * inertia, ordered by the centroids' income. No centroid is without rows.
 * @throws Failure TooFewDistinctRows if fewer rows differ than there are clusters to make
 */
export function fitKMeans(rows: number[][], { k, restarts, seed }: Fitting): number[][] {
  refuseTooFew(rows, k);
  const random = mersenne(seed);
  const flat = flatten(rows);
  let best = { inertia: Infinity, centroids: flat, times: 0 };
  for (let start = 0; start < restarts && best.times < enough; start++) {
    const { centroids, labels } = descend(flat, drawCentroids(flat, k, random.next() >>> 0));
    const inertia = inertiaOf(distancesFrom(flat, centroids, labels));
    if (inertia === best.inertia) best.times++;
    else if (inertia < best.inertia) best = { inertia, centroids, times: 1 };
  }
  return toRows(best.centroids).sort((a, b) => a[income]! - b[income]! || firstDifference(a, b));
}

/** One start: Lloyd's algorithm, then single moves, then Lloyd's once more for exact means. */
function descend(rows: Flat, start: Flat): Clustering {
  const settled = withoutEmpty(rows, lloyd(rows, start));
  return withoutEmpty(rows, lloyd(rows, moveRows(rows, settled)));
}

/** Clusters that all have rows: Lloyd's algorithm leaves a centroid that has lost its last row where it was. */
function withoutEmpty(rows: Flat, clustering: Clustering): Clustering {
  const { centroids, labels, sizes } = clustering;
  const empty = sizes.indexOf(0);
  if (empty === -1) return clustering;
  // As scikit-learn does: the row that is worst off becomes the centroid. That lowers the inertia, so this ends.
  const distances = distancesFrom(rows, centroids, labels);
  const farthest = distances.reduce((far, distance, i) => (distance > distances[far]! ? i : far), 0);
  return withoutEmpty(rows, lloyd(rows, replaceRow(centroids, empty, rows, farthest)));
}

/** @throws Failure TooFewDistinctRows if fewer rows differ than `clusters` */
export function refuseTooFew(rows: number[][], clusters: number): void {
  const distinct = new Set<string>();
  for (const row of rows) if (distinct.add(row.join()).size === clusters) return;
  throw new Failure(
    'TooFewDistinctRows',
    `${clusters} clusters need at least ${clusters} customers with different features, but of ${rows.length} only ${distinct.size} differ. Lower kMax, or import more customers.`,
  );
}

function firstDifference(a: number[], b: number[]): number {
  const column = a.findIndex((value, i) => value !== b[i]);
  return column === -1 ? 0 : a[column]! - b[column]!;
}
