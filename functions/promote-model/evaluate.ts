import type { SvmClass } from 'libsvm-js';
import { crossValidate } from '../svr/cross-validate.ts';
import type { DataSet } from '../svr/data-set.ts';
import { withModel } from '../svr/fit.ts';
import type { Hyperparameters } from '../svr/hyperparameters.ts';
import { r2, rmse } from '../svr/metrics.ts';

/** What hyperparameters are worth on some data. */
export interface Metrics {
  r2_cv: number;
  r2_test: number;
  rmse_test: number;
  n_support: number;
}

/** R² pooled over the out-of-fold predictions, around the mean of the training targets. */
export function evaluateR2Cv(
  library: SvmClass,
  { training }: DataSet,
  folds: readonly (readonly number[])[],
  hyperparameters: Hyperparameters,
): number {
  return r2(training.targets, crossValidate(library, training, folds, hyperparameters));
}

/** Fits on all training rows, never the test rows, and gives the metrics and the model in LIBSVM's text format. */
export function refit(
  library: SvmClass,
  dataSet: DataSet,
  folds: readonly (readonly number[])[],
  hyperparameters: Hyperparameters,
): { metrics: Metrics; libsvm: string } {
  const { training, test } = dataSet;
  const r2_cv = evaluateR2Cv(library, dataSet, folds, hyperparameters);
  return withModel(library, training, hyperparameters, (model) => {
    const predictions = model.predict(test.features);
    const testMetrics = {
      r2_test: r2(test.targets, predictions),
      rmse_test: rmse(test.targets, predictions),
    };
    return {
      metrics: { r2_cv, ...testMetrics, n_support: model.supportVectorCount },
      libsvm: model.serialize(),
    };
  });
}
