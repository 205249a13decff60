import fc from 'fast-check';
import { fit, type Fit } from '../../../kernels/svr/fit.ts';
import type { Hyperparameters } from '../../../kernels/svr/hyperparameters.ts';
import { allocateKernel, fillRbf, squaredDistances } from '../../../kernels/svr/kernel.ts';

export interface SmallProblem {
  features: number[][];
  targets: number[];
  hyperparameters: Hyperparameters;
}

const power = (low: number, high: number) =>
  fc.double({ min: low, max: high, noNaN: true }).map((exponent) => 10 ** exponent);

/** As people choose it: with whole targets, rows then lie exactly on the tube's edge. */
const width = fc.oneof(power(-2, 1.5), fc.constantFrom(0.5, 1, 2));

/** Few rows of two features; whole numbers make duplicates and ties frequent. */
export const smallProblems: fc.Arbitrary<SmallProblem> = fc
  .array(
    fc.record({
      row: fc
        .tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 }))
        .map((row): number[] => row),
      target: fc.integer({ min: -50, max: 50 }),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .chain((rows) =>
    fc.record({ gamma: power(-3, 1), C: power(-1, 4), epsilon: width }).map((hyperparameters) => ({
      features: rows.map(({ row }) => row),
      targets: rows.map(({ target }) => target),
      hyperparameters,
    })),
  );

export function fitSmall({ features, targets, hyperparameters }: SmallProblem): Fit {
  return fit(kernelOf(features, hyperparameters.gamma), Float64Array.from(targets), hyperparameters);
}

export function kernelOf(features: readonly (readonly number[])[], gamma: number) {
  const kernel = allocateKernel(features.length);
  fillRbf(kernel, squaredDistances(features), gamma);
  return kernel;
}

/** ½ β'Kβ - y'β + ε Σ|β|, written as it stands. */
export function dualObjective(
  dual: ArrayLike<number>,
  { features, targets, hyperparameters: { gamma, epsilon } }: SmallProblem,
): number {
  let objective = 0;
  for (let i = 0; i < features.length; i++) {
    objective += epsilon * Math.abs(dual[i]!) - targets[i]! * dual[i]!;
    for (let j = 0; j < features.length; j++) {
      let square = 0;
      for (let k = 0; k < features[i]!.length; k++) square += (features[i]![k]! - features[j]![k]!) ** 2;
      objective += 0.5 * dual[i]! * dual[j]! * Math.exp(-gamma * square);
    }
  }
  return objective;
}
