import fc from 'fast-check';
import { dualObjective, fitSmall, kernelOf, smallProblems, type SmallProblem } from './small-problem.ts';
import { libsvmDual, loadLibsvm } from './libsvm.ts';

const problem = (
  features: number[][],
  targets: number[],
  [gamma, C, epsilon]: [number, number, number],
): SmallProblem => ({ features, targets, hyperparameters: { gamma, C, epsilon } });

/** Predictions of the training rows. */
function predictionsOf(small: SmallProblem): number[] {
  const { dual, intercept } = fitSmall(small);
  return kernelOf(small.features, small.hyperparameters.gamma).map((row) =>
    row.reduce((sum, k, i) => sum + k * dual[i]!, intercept),
  );
}

test('the optimality conditions hold, and the constraints', () => {
  fc.assert(
    fc.property(smallProblems, (small) => {
      const { dual, converged } = fitSmall(small);
      const { C, epsilon } = small.hyperparameters;
      expect(converged).toBe(true);
      const rounding = 1e-12 * C * dual.length;
      expect(Math.abs(dual.reduce((sum, beta) => sum + beta, 0))).toBeLessThanOrEqual(rounding);
      const tolerance = 1e-4 + rounding;
      predictionsOf(small).forEach((prediction, i) => {
        const residual = small.targets[i]! - prediction;
        const beta = dual[i]!;
        expect(Math.abs(beta)).toBeLessThanOrEqual(C);
        // Inside the tube without support, on its edge with some, outside only with all that C allows.
        if (beta < C) expect(residual).toBeLessThanOrEqual(epsilon + tolerance);
        if (beta > -C) expect(residual).toBeGreaterThanOrEqual(-epsilon - tolerance);
        if (beta > 0) expect(residual).toBeGreaterThanOrEqual(epsilon - tolerance);
        if (beta < 0) expect(residual).toBeLessThanOrEqual(-epsilon + tolerance);
      });
    }),
    { numRuns: 500 },
  );
});

test("the dual objective is LIBSVM's", async () => {
  const library = await loadLibsvm();
  fc.assert(
    fc.property(smallProblems, (small) => {
      fc.pre(small.features.length > 1);
      const theirs = dualObjective(
        libsvmDual(library, small.features, small.targets, small.hyperparameters),
        small,
      );
      const ours = dualObjective(fitSmall(small).dual, small);
      expect(Math.abs(ours - theirs)).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(theirs)));
    }),
    { numRuns: 200 },
  );
});

describe('degenerate data has the right model', () => {
  test('two equal rows whose targets lie two epsilons apart keep no other row from moving', () => {
    const features = [
      [2, -1],
      [-2, -1],
      [2, 2],
      [-3, 2],
      [-2, 1],
      [1, 1],
      [-3, -1],
      [1, 0],
      [-3, -3],
      [-1, 1],
    ];
    const small = problem(
      [...features, [0, 2], [-2, -1]],
      [-11, 5, 14, 34, -31, -21, 2, -28, -2, 42, 46, 3],
      [1, 1, 1],
    );
    const { dual, converged } = fitSmall(small);
    expect(converged).toBe(true);
    // LIBSVM's: every row but two is at its bound.
    expect([...dual].map(Math.round)).toEqual([-1, 1, 1, 1, -1, -1, 0, -1, -1, 1, 1, 0]);
    expect(dualObjective(dual, small)).toBeCloseTo(-219.16691728308635, 4);
  });

  test('one row is its own target', () => {
    expect(fitSmall(problem([[1]], [7], [1, 1, 0.5]))).toMatchObject({ intercept: 7, converged: true });
  });

  test('two targets inside the tube need no support vector and predict the middle', () => {
    const { dual, intercept, converged } = fitSmall(problem([[0], [1]], [10, 12], [1, 1, 2]));
    expect({ dual: [...dual], intercept, converged }).toEqual({
      dual: [0, 0],
      intercept: 11,
      converged: true,
    });
  });

  test('two targets outside the tube, by hand', () => {
    // β = ±b: minimise b² (1 - k) - 10 b + 2 b with k = exp(-1); both residuals are then 1.
    const { dual } = fitSmall(problem([[0], [1]], [5, -5], [1, 100, 1]));
    const b = 4 / (1 - Math.exp(-1));
    expect(dual[0]).toBeCloseTo(b, 4);
    expect(dual[1]).toBeCloseTo(-b, 4);
  });

  test('a constant target is predicted everywhere, whatever the features', () => {
    const { dual, intercept, converged } = fitSmall(problem([[0], [1], [5]], [3, 3, 3], [1, 1e9, 0.01]));
    expect({ dual: [...dual], intercept, converged }).toEqual({
      dual: [0, 0, 0],
      intercept: 3,
      converged: true,
    });
  });

  test('an epsilon beyond the spread gives the middle of the targets', () => {
    const { dual, intercept } = fitSmall(problem([[0], [1], [2]], [1, 2, 6], [1, 10, 100]));
    expect({ dual: [...dual], intercept }).toEqual({ dual: [0, 0, 0], intercept: 3.5 });
  });

  test('duplicate rows with different targets are predicted alike, at the median that epsilon allows', () => {
    const small = problem([[2], [2], [2]], [0, 1, 10], [1, 50, 0.5]);
    const predictions = predictionsOf(small);
    expect(new Set(predictions).size).toBe(1);
    // Σ max(0, |y - p| - ½) is least from 0.5 to 1.5, where the middle row costs nothing.
    expect(predictions[0]).toBeGreaterThanOrEqual(0.5 - 1e-6);
    expect(predictions[0]).toBeLessThanOrEqual(1.5 + 1e-6);
  });

  test.each([
    ['a huge C interpolates to within epsilon', [0.5, 1e9, 0.01], 0.01],
    ['a huge gamma does so too, each row by itself', [1e9, 1e9, 0.01], 0.01],
  ] as const)('%s', (_, hyperparameters, epsilon) => {
    const small = problem([[0], [1], [2], [3.5]], [4, -8, 15, 16], [...hyperparameters]);
    predictionsOf(small).forEach((prediction, i) => {
      expect(Math.abs(prediction - small.targets[i]!)).toBeLessThanOrEqual(epsilon + 1e-3);
    });
  });

  test('a tiny gamma sees no difference between the rows and predicts between the middle targets', () => {
    const { dual, intercept, converged } = fitSmall(
      problem([[0], [1], [2], [3]], [0, 0, 8, 9], [1e-300, 5, 1]),
    );
    expect(converged).toBe(true);
    expect([...dual]).toEqual([-5, -5, 5, 5]);
    expect(intercept).toBeGreaterThanOrEqual(1);
    expect(intercept).toBeLessThanOrEqual(7);
  });

  test('targets of 1e12 fit as those of 1 do', () => {
    const features = [[0], [1], [2], [3], [4]];
    const [ones, large] = [1, 1e12].map((unit) => {
      const targets = [1, 0.5, -1, 0.25, 0.75].map((y) => y * unit);
      return fitSmall(problem(features, targets, [0.7, Math.min(1e9, 3 * unit), 0.1 * unit]));
    });
    expect(large!.converged && ones!.converged).toBe(true);
  });
});
