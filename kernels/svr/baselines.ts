import type { DataSet, Samples } from './data-set.ts';
import { squaredDistance } from './kernel.ts';
import { r2, rmse } from './metrics.ts';
import { fitRidge, momentsOf, without } from './ridge.ts';

/** What a model without search reaches on the same rows and folds; null where R² is not defined. */
export interface Baseline {
  name: 'mean' | 'ridge' | 'neighbours';
  /** Pooled over the out-of-fold predictions, as a trial's. */
  r2_cv: number | null;
  r2_test: number | null;
  rmse_test: number;
}

/** Predictions for the test rows, and out of fold for the training rows. */
interface Predictions {
  test: number[];
  cv: number[];
}

/** As scikit-learn's defaults: Ridge(alpha=1), KNeighborsRegressor(n_neighbors=5). */
const penalty = 1;
const nearest = 5;

/**
 * The training mean, ridge regression and the mean of the five nearest neighbours, all on the scaled features.
 * @param folds positions of training rows
 */
export function baselinesOf(dataSet: DataSet, folds: readonly (readonly number[])[]): Baseline[] {
  const models: [Baseline['name'], (data: DataSet, folds: readonly (readonly number[])[]) => Predictions][] =
    [
      ['mean', byMean],
      ['ridge', byRidge],
      ['neighbours', byNeighbours],
    ];
  const { training, test } = dataSet;
  return models.map(([name, predict]) => {
    const predictions = predict(dataSet, folds);
    return {
      name,
      r2_cv: defined(r2(training.targets, predictions.cv)),
      r2_test: defined(r2(test.targets, predictions.test)),
      rmse_test: rmse(test.targets, predictions.test),
    };
  });
}

const defined = (value: number) => (Number.isFinite(value) ? value : null);

function byMean({ training, test }: DataSet, folds: readonly (readonly number[])[]): Predictions {
  const { targets } = training;
  const total = targets.reduce((sum, y) => sum + y, 0);
  const cv = new Array<number>(targets.length);
  for (const fold of folds) {
    const held = fold.reduce((sum, i) => sum + targets[i]!, 0);
    for (const i of fold) cv[i] = (total - held) / (targets.length - fold.length);
  }
  return { cv, test: test.targets.map(() => total / targets.length) };
}

function byRidge({ training, test }: DataSet, folds: readonly (readonly number[])[]): Predictions {
  const all = momentsOf(training, training.targets.keys());
  const cv = new Array<number>(training.targets.length);
  for (const fold of folds) {
    const predict = fitRidge(without(all, momentsOf(training, fold)), penalty);
    for (const i of fold) cv[i] = predict(training.features[i]!);
  }
  return { cv, test: test.features.map(fitRidge(all, penalty)) };
}

function byNeighbours({ training, test }: DataSet, folds: readonly (readonly number[])[]): Predictions {
  const foldOf = new Int32Array(training.targets.length);
  folds.forEach((fold, number) => fold.forEach((i) => (foldOf[i] = number)));
  return {
    cv: training.features.map((row, i) => meanOfNearest(row, training, (j) => foldOf[j] !== foldOf[i])),
    test: test.features.map((row) => meanOfNearest(row, training, () => true)),
  };
}

/** Of rows at one distance the first count. */
function meanOfNearest(
  row: readonly number[],
  { features, targets }: Samples,
  counts: (j: number) => boolean,
): number {
  const found: { distance: number; target: number }[] = [];
  for (let j = 0; j < features.length; j++) {
    if (!counts(j)) continue;
    const distance = squaredDistance(row, features[j]!);
    if (found.length === nearest && distance >= found[nearest - 1]!.distance) continue;
    if (found.length === nearest) found.pop();
    const place = found.findIndex((other) => other.distance > distance);
    found.splice(place < 0 ? found.length : place, 0, { distance, target: targets[j]! });
  }
  return found.reduce((sum, { target }) => sum + target, 0) / found.length;
}
