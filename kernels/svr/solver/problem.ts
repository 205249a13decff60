import type { Kernel } from '../kernel.ts';

/**
 * The dual of ε-SVR in its n dual coefficients β = α - α* (Smola and Schölkopf, 2004): minimise
 * ½ β'Kβ - y'β + ε Σ|β| subject to Σβ = 0 and |β| ≤ C. At every stage of solving, β satisfies the constraints.
 *
 * With the residuals r = y - Kβ, each row bounds the intercept: from below by r - ε if its β may rise from 0 or above,
 * by r + ε from below 0 (its `rise`); from above likewise (its `fall`). β is optimal when the largest rise is at most
 * the smallest fall; by how much it is larger is the violation (Keerthi et al., 2001; LIBSVM's stopping criterion).
 */
export interface Problem {
  kernel: Kernel;
  targets: Float64Array;
  C: number;
  epsilon: number;
  dual: Float64Array;
  residuals: Float64Array;
  /** rise - residual of each row: -ε or ε, or -Infinity where β is C. */
  riseOffset: Float64Array;
  /** fall - residual of each row: ε or -ε, or Infinity where β is -C. */
  fallOffset: Float64Array;
}

/** The problem at the given dual coefficients, which are solved in place and must satisfy the constraints. */
export function problemAt(
  dual: Float64Array,
  kernel: Kernel,
  targets: Float64Array,
  { C, epsilon }: { C: number; epsilon: number },
): Problem {
  const zeros = () => new Float64Array(targets.length);
  const vectors = { residuals: zeros(), riseOffset: zeros(), fallOffset: zeros() };
  const problem = { kernel, targets, C, epsilon, dual, ...vectors };
  refresh(problem);
  return problem;
}

/** To be called after a change of one dual coefficient. */
export function updateOffsets({ dual, C, epsilon, riseOffset, fallOffset }: Problem, t: number): void {
  const beta = dual[t]!;
  riseOffset[t] = beta >= C ? -Infinity : beta < 0 ? epsilon : -epsilon;
  fallOffset[t] = beta <= -C ? Infinity : beta > 0 ? -epsilon : epsilon;
}

/** Computes residuals and offsets from the dual coefficients alone, without the rounding of earlier updates. */
export function refresh(problem: Problem): void {
  const { kernel, targets, dual, residuals } = problem;
  residuals.set(targets);
  for (let i = 0; i < dual.length; i++) {
    if (dual[i] !== 0) subtract(residuals, dual[i]!, kernel[i]!);
    updateOffsets(problem, i);
  }
}

/** The largest rise and the smallest fall. */
export function interceptBounds({
  residuals,
  riseOffset,
  fallOffset,
}: Problem): [rise: number, fall: number] {
  let [rise, fall] = [-Infinity, Infinity];
  for (let t = 0; t < residuals.length; t++) {
    rise = Math.max(rise, residuals[t]! + riseOffset[t]!);
    fall = Math.min(fall, residuals[t]! + fallOffset[t]!);
  }
  return [rise, fall];
}

/** The rows whose dual coefficients are neither 0 nor at a bound: at the optimum they lie on the edge of the tube. */
export function freeRows({ dual, C }: Problem): number[] {
  const free: number[] = [];
  for (let t = 0; t < dual.length; t++) {
    const size = Math.abs(dual[t]!);
    if (size > 0 && size < C) free.push(t);
  }
  return free;
}

/** What a free row says the intercept is; also by how much the objective falls per unit of its dual coefficient. */
export function interceptAt({ residuals, dual, epsilon }: Problem, t: number): number {
  return residuals[t]! - Math.sign(dual[t]!) * epsilon;
}

function subtract(residuals: Float64Array, beta: number, row: Float32Array): void {
  for (let t = 0; t < residuals.length; t++) residuals[t]! -= beta * row[t]!;
}
