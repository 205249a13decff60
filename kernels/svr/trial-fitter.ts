import type { DataSet } from './data-set.ts';
import { fit, type Fit } from './fit.ts';
import type { Hyperparameters } from './hyperparameters.ts';
import {
  allocateKernel,
  fillRbf,
  pickKernel,
  squaredDistance,
  squaredDistances,
  type Kernel,
} from './kernel.ts';
import { startWithout } from './start-without.ts';

/** A trial's model and what it predicts, by position of the row. */
export interface FittedTrial {
  /** On all training rows. */
  model: Fit;
  train: Float64Array;
  test: Float64Array;
  /** Of the training rows, each by a model fitted on the other folds. */
  cv: Float64Array;
  /** Whether the model and those of all folds converged. */
  converged: boolean;
}

interface Fold {
  held: readonly number[];
  /** In ascending order. */
  others: readonly number[];
}

/**
 * Fits trials on the same rows and folds: squared distances are computed once for all trials, the kernel matrix once for
 * a trial and its folds, and a fold's fit begins at the trial's model. No trial depends on those before it.
 */
export class TrialFitter {
  readonly #targets: Float64Array;
  readonly #distances: Float64Array;
  /** Of each test row, to every training row. */
  readonly #testDistances: readonly Float64Array[];
  readonly #folds: readonly Fold[];
  readonly #kernel: Kernel;
  readonly #foldKernel: Kernel;

  /** @param folds positions of training rows */
  constructor({ training, test }: DataSet, folds: readonly (readonly number[])[]) {
    const rows = training.features;
    this.#targets = Float64Array.from(training.targets);
    this.#distances = squaredDistances(rows);
    this.#testDistances = test.features.map((a) => Float64Array.from(rows, (b) => squaredDistance(a, b)));
    this.#folds = folds.map((held) => ({ held, others: positionsOutside(held, rows.length) }));
    this.#kernel = allocateKernel(rows.length);
    this.#foldKernel = allocateKernel(Math.max(0, ...this.#folds.map(({ others }) => others.length)));
  }

  fit(hyperparameters: Hyperparameters): FittedTrial {
    fillRbf(this.#kernel, this.#distances, hyperparameters.gamma);
    const model = fit(this.#kernel, this.#targets, hyperparameters);
    const train = Float64Array.from(this.#kernel, (row) => predict(model, row));
    const test = Float64Array.from(this.#testDistances, (distances) =>
      predictRbf(model, distances, hyperparameters.gamma),
    );
    const cv = new Float64Array(train.length);
    let { converged } = model;
    for (const fold of this.#folds) {
      const foldModel = this.#fitFold(fold, model, hyperparameters);
      for (const position of fold.held) cv[position] = predict(foldModel, this.#kernel[position]!);
      converged &&= foldModel.converged;
    }
    return { model, train, test, cv, converged };
  }

  /** The fold's model, with the dual coefficients of the held rows 0. */
  #fitFold({ held, others }: Fold, model: Fit, hyperparameters: Hyperparameters): Fit {
    pickKernel(this.#foldKernel, this.#kernel, others);
    const targets = Float64Array.from(others, (position) => this.#targets[position]!);
    const start = startWithout(held, others, model.dual, hyperparameters.C);
    const fold = fit(this.#foldKernel, targets, hyperparameters, start);
    const dual = new Float64Array(this.#targets.length);
    others.forEach((position, i) => (dual[position] = fold.dual[i]!));
    return { ...fold, dual };
  }
}

function positionsOutside(held: readonly number[], length: number): number[] {
  const isHeld = new Set(held);
  return Array.from({ length }, (_, i) => i).filter((i) => !isHeld.has(i));
}

/** @param kernel of the row with the training rows */
function predict({ dual, intercept }: Fit, kernel: Float32Array): number {
  let sum = intercept;
  for (let i = 0; i < dual.length; i++) sum += dual[i]! * kernel[i]!;
  return sum;
}

/** @param distances squared, of the row to the training rows */
function predictRbf({ dual, intercept }: Fit, distances: Float64Array, gamma: number): number {
  let sum = intercept;
  for (let i = 0; i < dual.length; i++) {
    if (dual[i] !== 0) sum += dual[i]! * Math.exp(-gamma * distances[i]!);
  }
  return sum;
}
