import type { DataSet, Samples } from '../../kernels/svr/data-set.ts';
import type { Trial } from '../../kernels/svr/hyperparameters.ts';
import type { FittedTrial } from '../../kernels/svr/trial-fitter.ts';

export interface Result {
  trial: Trial;
  fitted: FittedTrial;
}

/** A row of silver_hyperparams. */
export interface TrialSummary {
  trial_id: number;
  gamma: number;
  c: number;
  epsilon: number;
  /** Support vectors of the model fitted on all training rows. */
  n_support: number;
  /** Of that model and those of all folds. */
  converged: boolean;
}

/** A row of silver_predictions. */
export interface Prediction {
  trial_id: number;
  id: string;
  split: 'train' | 'cv' | 'test';
  y_pred: number;
}

export function summaryOf({ trial, fitted }: Result): TrialSummary {
  const { trial_id, gamma, C, epsilon } = trial;
  const n_support = fitted.model.dual.filter((beta) => beta !== 0).length;
  return { trial_id, gamma, c: C, epsilon, n_support, converged: fitted.converged };
}

/** Each trial's predictions: of every training row by its model and out of fold (`cv`), and of every test row. */
export function* predictionsOf(
  results: readonly Result[],
  { training, test }: DataSet,
): Generator<Prediction> {
  for (const { trial, fitted } of results) {
    yield* rows(trial.trial_id, 'train', training, fitted.train);
    yield* rows(trial.trial_id, 'cv', training, fitted.cv);
    yield* rows(trial.trial_id, 'test', test, fitted.test);
  }
}

function* rows(
  trial_id: number,
  split: Prediction['split'],
  { ids }: Samples,
  values: Float64Array,
): Generator<Prediction> {
  for (let i = 0; i < ids.length; i++) yield { trial_id, id: ids[i]!, split, y_pred: values[i]! };
}
