/** Coefficient of determination: 1 - residual sum of squares / sum of squares around the targets' mean. */
export function r2(targets: readonly number[], predictions: ArrayLike<number>): number {
  const mean = targets.reduce((sum, y) => sum + y, 0) / targets.length;
  const total = targets.reduce((sum, y) => sum + (y - mean) ** 2, 0);
  return 1 - squaredError(targets, predictions) / total;
}

/** Root mean squared error, in the target's units. */
export function rmse(targets: readonly number[], predictions: ArrayLike<number>): number {
  return Math.sqrt(squaredError(targets, predictions) / targets.length);
}

function squaredError(targets: readonly number[], predictions: ArrayLike<number>): number {
  return targets.reduce((sum, y, i) => sum + (y - predictions[i]!) ** 2, 0);
}
