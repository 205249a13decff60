import type { Svm, SvmClass } from 'libsvm-js';
import { Failure } from '../failure.ts';
import type { Samples } from './data-set.ts';
import type { Hyperparameters } from './hyperparameters.ts';

/** A fitted regression; valid only inside the `use` that received it. */
export interface FittedModel {
  predict(features: readonly (readonly number[])[]): number[];
  supportVectorCount: number;
  /** LIBSVM's own text format, which keeps 8 digits of the support vectors. */
  serialize(): string;
}

/** An upper bound in MB: LIBSVM takes cache only for the kernel rows that it meets, 0.5 MB in all for 353 rows. */
const cacheSize = 100;

/**
 * Fits an ε-SVR with LIBSVM (tolerance 1e-3, shrinking on), hands it to `use`, and frees its memory.
 * @throws Failure FitFailed, naming the hyperparameters, if the solver breaks down or predicts no finite number
 */
export function withModel<T>(
  library: SvmClass,
  { features, targets }: Samples,
  hyperparameters: Hyperparameters,
  use: (model: FittedModel) => T,
): T {
  const svm = createSvm(library, hyperparameters);
  try {
    attempt(hyperparameters, () => svm.train(features, targets));
    return use({
      predict: (rows) => predict(svm, rows, hyperparameters),
      supportVectorCount: svm.getSVIndices().length,
      serialize: () => svm.serializeModel(),
    });
  } finally {
    svm.free();
  }
}

function createSvm(library: SvmClass, { gamma, C, epsilon }: Hyperparameters): Svm {
  return new library({
    type: library.SVM_TYPES.EPSILON_SVR,
    kernel: library.KERNEL_TYPES.RBF,
    gamma,
    cost: C,
    epsilon,
    tolerance: 1e-3,
    shrinking: true,
    cacheSize,
    quiet: true,
  });
}

function predict(svm: Svm, rows: readonly (readonly number[])[], hyperparameters: Hyperparameters): number[] {
  const predictions = attempt(hyperparameters, () => svm.predict(rows));
  if (!predictions.every(Number.isFinite))
    throw failed(hyperparameters, 'it predicts values that are not finite');
  return predictions;
}

function attempt<T>(hyperparameters: Hyperparameters, step: () => T): T {
  try {
    return step();
  } catch (cause) {
    throw failed(hyperparameters, 'the solver broke down', cause);
  }
}

function failed({ gamma, C, epsilon }: Hyperparameters, reason: string, cause?: unknown): Failure {
  return new Failure(
    'FitFailed',
    `The model with gamma ${gamma}, C ${C}, epsilon ${epsilon} could not be fitted: ${reason}.`,
    { cause },
  );
}
