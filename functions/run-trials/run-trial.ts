import type { SvmClass } from 'libsvm-js';
import { crossValidate } from '../svr/cross-validate.ts';
import type { DataSet, Samples } from '../svr/data-set.ts';
import { withModel } from '../svr/fit.ts';
import type { Trial } from '../svr/hyperparameters.ts';

/** A row of silver_predictions. */
export interface Prediction {
  trial_id: number;
  patient_id: number;
  split: 'train' | 'cv' | 'test';
  y_pred: number;
}

/** A row of silver_hyperparams. */
export interface TrialSummary {
  trial_id: number;
  gamma: number;
  c: number;
  epsilon: number;
  /** Support vectors of the model fitted on all training rows. */
  n_support: number;
}

/**
 * Fits one trial on all training rows and predicts them and the test rows; `cv` are the out-of-fold predictions.
 * @throws Failure FitFailed
 */
export function runTrial(
  library: SvmClass,
  { training, test }: DataSet,
  folds: readonly (readonly number[])[],
  trial: Trial,
): { summary: TrialSummary; predictions: Prediction[] } {
  const { trial_id, gamma, C, epsilon } = trial;
  const rows = (split: Prediction['split'], { ids }: Samples, values: readonly number[]) =>
    ids.map((patient_id, i): Prediction => ({ trial_id, patient_id, split, y_pred: values[i]! }));
  const fitted = withModel(library, training, trial, (model) => ({
    train: model.predict(training.features),
    test: model.predict(test.features),
    n_support: model.supportVectorCount,
  }));
  const outOfFold = crossValidate(library, training, folds, trial);
  return {
    summary: { trial_id, gamma, c: C, epsilon, n_support: fitted.n_support },
    predictions: [
      ...rows('train', training, fitted.train),
      ...rows('cv', training, outOfFold),
      ...rows('test', test, fitted.test),
    ],
  };
}
