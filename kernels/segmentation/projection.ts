import { PCA } from 'ml-pca';

export interface Projection {
  /** One share of the variance per feature, descending. */
  explainedVarianceRatio: number[];
  /** The first two principal components: unit vectors over the features, the largest entry positive. */
  components: [number[], number[]];
}

export interface Point {
  x: number;
  y: number;
}

/** Principal components of scaled rows, whose columns have the mean 0. At least two rows differ. */
export function principalComponents(rows: number[][]): Projection {
  // Of the covariance matrix: the singular values of the rows would be fewer than features when there are few rows.
  const pca = new PCA(rows, { method: 'covarianceMatrix' });
  // A constant feature's eigenvalue, 0, can come out slightly below.
  const eigenvalues = pca.getEigenvalues().map((value) => Math.max(value, 0));
  const total = eigenvalues.reduce((sum, value) => sum + value, 0);
  const vectors = pca.getEigenvectors();
  return {
    explainedVarianceRatio: eigenvalues.map((value) => value / total),
    components: [withFixedSign(vectors.getColumn(0)), withFixedSign(vectors.getColumn(1))],
  };
}

/** Where a scaled row lies in the plane of the first two components. */
export function project(row: readonly number[], { components: [first, second] }: Projection): Point {
  return { x: product(row, first), y: product(row, second) };
}

/** An eigenvector's sign is arbitrary, and must not turn the picture round from one run to the next. */
function withFixedSign(vector: number[]): number[] {
  const largest = vector.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
  return largest < 0 ? vector.map((value) => -value) : vector;
}

function product(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
