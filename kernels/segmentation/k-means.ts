import { kmeans } from 'ml-kmeans';
import { mersenne } from 'pure-rand/generator/mersenne';
import { Failure } from '../failure.ts';
import { assign } from './assign.ts';
import { featureNames } from './features.ts';
import { moveRows } from './move-rows.ts';

export interface Fitting {
  k: number;
  /** How many times k-means++ draws first centroids; the best end counts. */
  restarts: number;
  seed: number;
}

/** Until no centroid moves. Customers by the thousand take 10 to 70 steps; the bound is there for rounding that cycles. */
const untilConverged = { tolerance: 0, maxIterations: 1000 };
const income = featureNames.indexOf('income');

/**
 * K-Means from the centroids that k-means++ draws, `restarts` times, and of these ends the one with the smallest inertia,
 * ordered by the centroids' income. No centroid is without rows.
 * @throws Failure TooFewDistinctRows if fewer rows differ than there are clusters to make
 */
export function fitKMeans(rows: number[][], { k, restarts, seed }: Fitting): number[][] {
  refuseTooFew(rows, k);
  const random = mersenne(seed);
  let best = { inertia: Infinity, centroids: [] as number[][] };
  for (let start = 0; start < restarts; start++) {
    const centroids = descend(rows, k, random.next() >>> 0);
    const { inertia } = assign(rows, centroids);
    if (inertia < best.inertia) best = { inertia, centroids };
  }
  return best.centroids.sort((a, b) => a[income]! - b[income]! || firstDifference(a, b));
}

/** One start: Lloyd's algorithm, then single moves, then Lloyd's once more for exact means. */
function descend(rows: number[][], k: number, seed: number): number[][] {
  const { centroids } = kmeans(rows, k, { seed, ...untilConverged });
  const initialization = moveRows(rows, withoutEmpty(rows, centroids));
  return withoutEmpty(rows, kmeans(rows, k, { initialization, ...untilConverged }).centroids);
}

/** Centroids that all have rows: ml-kmeans leaves one that has lost its last row where it was. */
function withoutEmpty(rows: number[][], centroids: number[][]): number[][] {
  const { sizes, squaredDistances } = assign(rows, centroids);
  const empty = sizes.indexOf(0);
  if (empty === -1) return centroids;
  // As scikit-learn does: the row that is worst off becomes the centroid. That lowers the inertia, so this ends.
  const farthest = squaredDistances.reduce((far, d, i) => (d > squaredDistances[far]! ? i : far), 0);
  const initialization = centroids.with(empty, rows[farthest]!);
  return withoutEmpty(rows, kmeans(rows, centroids.length, { initialization, ...untilConverged }).centroids);
}

/** @throws Failure TooFewDistinctRows if fewer rows differ than `clusters` */
export function refuseTooFew(rows: number[][], clusters: number): void {
  const distinct = new Set(rows.map((row) => row.join()));
  if (distinct.size >= clusters) return;
  throw new Failure(
    'TooFewDistinctRows',
    `${clusters} clusters need at least ${clusters} customers with different features, but of ${rows.length} only ${distinct.size} differ. Lower kMax, or import more customers.`,
  );
}

function firstDifference(a: number[], b: number[]): number {
  const column = a.findIndex((value, i) => value !== b[i]);
  return column === -1 ? 0 : a[column]! - b[column]!;
}
