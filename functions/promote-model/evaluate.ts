import type { DataSet } from '../../kernels/svr/data-set.ts';
import { r2, rmse } from '../../kernels/svr/metrics.ts';
import type { IdType } from '../../kernels/rows/row-order.ts';
import type { FittedTrial } from '../../kernels/svr/trial-fitter.ts';

/** What hyperparameters are worth on some data; `r2_cv` is pooled over the out-of-fold predictions. */
export interface Metrics {
  r2_cv: number;
  r2_test: number;
  rmse_test: number;
  n_support: number;
}

export function metricsOf({ training, test }: DataSet, fitted: FittedTrial): Metrics {
  return {
    r2_cv: r2(training.targets, fitted.cv),
    r2_test: r2(test.targets, fitted.test),
    rmse_test: rmse(test.targets, fitted.test),
    n_support: fitted.model.dual.filter((beta) => beta !== 0).length,
  };
}

/** A model as it is stored, in scikit-learn's terms: a prediction is Σ dual_coef exp(-gamma |support_vector - x|²) + intercept. */
export interface StoredModel {
  /** Ids of the rows whose scaled features are the support vectors, in the ids' order. */
  support: string[];
  support_vectors: number[][];
  dual_coef: number[];
  intercept: number;
}

export function storedModel({ training }: DataSet, { model }: FittedTrial): StoredModel {
  const support = training.ids.map((_, i) => i).filter((i) => model.dual[i] !== 0);
  return {
    support: support.map((i) => training.ids[i]!),
    support_vectors: support.map((i) => training.features[i]!),
    dual_coef: support.map((i) => model.dual[i]!),
    intercept: model.intercept,
  };
}

/** A model's document as JSON, with its ids as the table has them: integers of any length are numbers. */
export function modelText(document: Pick<StoredModel, 'support'>, idType: IdType): string {
  const text = `${JSON.stringify(document, null, 2)}\n`;
  if (idType === 'text') return text;
  return text.replace(/"support": \[[^\]]*\]/, (support) => support.replaceAll(/"(-?\d+)"/g, '$1'));
}
