import { flatten, measure, type Flat } from './flat.ts';

/** Each row with the centroid that is nearest to it. */
export interface Assignment {
  /** Position of the nearest centroid, the first of several equally near. */
  labels: number[];
  /** Euclidean, squared. */
  squaredDistances: number[];
  /** How many rows each centroid has. */
  sizes: number[];
  /** Sum of the squared distances. */
  inertia: number;
}

export function assign(rows: readonly number[][], centroids: readonly number[][]): Assignment {
  const [flat, centres] = [flatten(rows), flatten(centroids)];
  const labels = nearestCentroids(flat, centres);
  const squaredDistances = distancesFrom(flat, centres, labels);
  const sizes = new Array<number>(centroids.length).fill(0);
  for (const label of labels) sizes[label]!++;
  return {
    labels: [...labels],
    squaredDistances: [...squaredDistances],
    sizes,
    inertia: inertiaOf(squaredDistances),
  };
}

function nearestCentroids(rows: Flat, centroids: Flat): Int32Array {
  const squared = new Float64Array(centroids.rows);
  const labels = new Int32Array(rows.rows);
  for (let i = 0; i < rows.rows; i++) {
    measure(rows, i, centroids, squared);
    for (let c = 1; c < squared.length; c++) if (squared[c]! < squared[labels[i]!]!) labels[i] = c;
  }
  return labels;
}

/** Squared distance of each row from the centroid that it belongs to. */
export function distancesFrom(rows: Flat, centroids: Flat, labels: Int32Array): Float64Array {
  const squared = new Float64Array(centroids.rows);
  const own = new Float64Array(rows.rows);
  for (let i = 0; i < rows.rows; i++) {
    measure(rows, i, centroids, squared, labels[i], labels[i]! + 1);
    own[i] = squared[labels[i]!]!;
  }
  return own;
}

export function inertiaOf(squaredDistances: Float64Array): number {
  return squaredDistances.reduce((sum, squared) => sum + squared, 0);
}
