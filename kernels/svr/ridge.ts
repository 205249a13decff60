import type { Samples } from './data-set.ts';
import { solveCholesky } from './solver/cholesky.ts';

/** Sums of products of some rows, from which those of a part of them can be taken away again. */
export interface Moments {
  rows: number;
  sums: Float64Array;
  /** Row i has i + 1 numbers. */
  products: readonly Float64Array[];
  target: number;
  targetProducts: Float64Array;
}

export function momentsOf({ features, targets }: Samples, positions: Iterable<number>): Moments {
  const d = features[0]!.length;
  const products = Array.from({ length: d }, (_, i) => new Float64Array(i + 1));
  const [sums, targetProducts] = [new Float64Array(d), new Float64Array(d)];
  let [rows, target] = [0, 0];
  for (const position of positions) {
    const [x, y] = [features[position]!, targets[position]!];
    rows++;
    target += y;
    for (let i = 0; i < d; i++) {
      sums[i]! += x[i]!;
      targetProducts[i]! += x[i]! * y;
      for (let j = 0; j <= i; j++) products[i]![j]! += x[i]! * x[j]!;
    }
  }
  return { rows, sums, products, target, targetProducts };
}

/** The moments of the rows without a part of them. */
export function without(all: Moments, part: Moments): Moments {
  const less = (a: Float64Array, b: Float64Array) => a.map((sum, i) => sum - b[i]!);
  return {
    rows: all.rows - part.rows,
    sums: less(all.sums, part.sums),
    products: all.products.map((row, i) => less(row, part.products[i]!)),
    target: all.target - part.target,
    targetProducts: less(all.targetProducts, part.targetProducts),
  };
}

/**
 * Ridge regression with an intercept that is not penalised (Hoerl and Kennard, 1970), by the normal equations of the
 * centred rows.
 * @param penalty above 0, so that the equations have one solution
 */
export function fitRidge(
  { rows, sums, products, target, targetProducts }: Moments,
  penalty: number,
): (row: readonly number[]) => number {
  const means = sums.map((sum) => sum / rows);
  const mean = target / rows;
  const lower = products.map((row, i) =>
    row.map((sum, j) => sum - rows * means[i]! * means[j]! + (i === j ? penalty : 0)),
  );
  const weights = targetProducts.map((sum, i) => sum - rows * means[i]! * mean);
  solveCholesky(lower, weights, 0);
  return (row) => row.reduce((sum, x, i) => sum + weights[i]! * (x - means[i]!), mean);
}
