import type { SvmClass } from 'libsvm-js';
import { pick, type Samples } from './data-set.ts';
import { withModel } from './fit.ts';
import type { Hyperparameters } from './hyperparameters.ts';

/** Out-of-fold predictions by position: each row's comes from a model fitted on the other folds. */
export function crossValidate(
  library: SvmClass,
  training: Samples,
  folds: readonly (readonly number[])[],
  hyperparameters: Hyperparameters,
): number[] {
  const predictions = new Array<number>(training.ids.length);
  for (const fold of folds) {
    const held = pick(training, fold);
    const others = pick(training, positionsOutside(fold, training.ids.length));
    const values = withModel(library, others, hyperparameters, (model) => model.predict(held.features));
    fold.forEach((position, i) => (predictions[position] = values[i]!));
  }
  return predictions;
}

/** In ascending order, so that fits see the rows in order of patient_id. */
function positionsOutside(fold: readonly number[], length: number): number[] {
  const held = new Set(fold);
  return Array.from({ length }, (_, i) => i).filter((i) => !held.has(i));
}
