import type { SvmClass } from 'libsvm-js';
import type { Hyperparameters } from '../../../kernels/svr/hyperparameters.ts';

let loading: Promise<SvmClass> | undefined;

/**
 * LIBSVM in WebAssembly, our second opinion. Without `fetch`, or it would first try that on its file's path and say that
 * Node refuses; and its start-up code would end the process on anybody's unhandled rejection.
 */
export function loadLibsvm(): Promise<SvmClass> {
  return (loading ??= load());
}

async function load(): Promise<SvmClass> {
  const listeners = process.listeners('unhandledRejection');
  Reflect.deleteProperty(globalThis, 'fetch');
  const { default: ready } = await import('libsvm-js');
  for (const listener of process.listeners('unhandledRejection')) {
    if (!listeners.includes(listener)) process.off('unhandledRejection', listener);
  }
  return ready;
}

/** Dual coefficients by row, from its serialised model: lines of `<coefficient> 1:<x> …` in the order of the rows. */
export function libsvmDual(
  library: SvmClass,
  features: readonly (readonly number[])[],
  targets: readonly number[],
  { gamma, C, epsilon }: Hyperparameters,
): number[] {
  const svm = new library({
    type: library.SVM_TYPES.EPSILON_SVR,
    kernel: library.KERNEL_TYPES.RBF,
    gamma,
    cost: C,
    epsilon,
    tolerance: 1e-6,
    shrinking: true,
    cacheSize: 10,
    quiet: true,
  });
  svm.train(features, targets);
  const [, vectors] = svm.serializeModel().split('\nSV\n');
  const coefficients = vectors!.trim() === '' ? [] : vectors!.trim().split('\n').map(parseFloat);
  const dual = features.map(() => 0);
  svm.getSVIndices().forEach((index, i) => (dual[index] = coefficients[i]!));
  svm.free();
  return dual;
}
