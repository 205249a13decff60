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
  const nearest = rows.map((row) => nearestOf(row, centroids));
  const labels = nearest.map(({ label }) => label);
  const squaredDistances = nearest.map(({ squared }) => squared);
  const sizes = new Array<number>(centroids.length).fill(0);
  for (const label of labels) sizes[label]!++;
  return { labels, squaredDistances, sizes, inertia: squaredDistances.reduce((sum, x) => sum + x, 0) };
}

function nearestOf(row: number[], centroids: readonly number[][]): { label: number; squared: number } {
  let label = 0;
  let squared = Infinity;
  for (let c = 0; c < centroids.length; c++) {
    const candidate = squaredDistance(row, centroids[c]!);
    if (candidate < squared) [label, squared] = [c, candidate];
  }
  return { label, squared };
}

export function squaredDistance(a: number[], b: number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return sum;
}
