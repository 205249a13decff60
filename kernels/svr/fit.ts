import type { Hyperparameters } from './hyperparameters.ts';
import type { Kernel } from './kernel.ts';
import { problemAt } from './solver/problem.ts';
import { solve } from './solver/solve.ts';
import { usualTargets } from './usual-targets.ts';

/** A fitted regression: its prediction for x is the sum of dual_i K(x_i, x), plus the intercept. */
export interface Fit {
  /** Dual coefficients by training row; the rows that have one other than 0 are the support vectors. */
  dual: Float64Array;
  intercept: number;
  /** False if the iterations did not suffice: the model predicts, but another one fits better. */
  converged: boolean;
}

/** Stopping tolerance as a share of the usual targets' range, so that it depends neither on their unit nor on a mistyped one. */
const relativeTolerance = 1e-7;

/** Closer than this share of C, the residuals are rounding: they are sums of up to C per row. */
const rounding = 1e-13;

/** Steps of SMO: a second or two for 350 rows. The hardest of the reference trials takes 17,000. */
const maxIterations = 1_000_000;

/**
 * Fits an ε-SVR.
 * @param kernel of the targets' rows among themselves, in its beginning
 * @param start dual coefficients to begin at; they must sum to 0 and be at most C in size
 */
export function fit(
  kernel: Kernel,
  targets: Float64Array,
  hyperparameters: Hyperparameters,
  start: Float64Array = new Float64Array(targets.length),
): Fit {
  // A constant added to the targets only adds to the intercept; without it the residuals round less.
  const usual = usualTargets(targets);
  const mean = usual.reduce((sum, y) => sum + y, 0) / usual.length;
  const centred = targets.map((y) => y - mean);
  const range = usual.reduce((a, b) => Math.max(a, b)) - usual.reduce((a, b) => Math.min(a, b));
  const tolerance = Math.max(relativeTolerance * range, rounding * hyperparameters.C);
  const problem = problemAt(start, kernel, centred, hyperparameters);
  const { converged, intercept } = solve(problem, tolerance, maxIterations);
  return { dual: problem.dual, intercept: intercept + mean, converged };
}
