import { newtonStep } from './newton.ts';
import { freeRows, interceptAt, interceptBounds, refresh, updateOffsets, type Problem } from './problem.ts';
import { smo } from './smo.ts';

export interface Outcome {
  /** Whether the violation is at most the tolerance; if not, the iterations were used up. */
  converged: boolean;
  /** Steps of SMO. */
  iterations: number;
  intercept: number;
}

/** The matrix of so many free rows takes 16 MB. */
const mostFreeRows = 2000;

/** Of the largest dual coefficient. */
const rounding = 1e-10;

/**
 * Solves the problem in place. A Newton step follows whenever SMO has taken as long as the step will, so neither can
 * cost much more than the other saves.
 */
export function solve(problem: Problem, tolerance: number, maxIterations: number): Outcome {
  const n = problem.targets.length;
  let iterations = 0;
  let sinceNewton = 0;
  while (iterations < maxIterations) {
    const budget = Math.min(n, maxIterations - iterations);
    const steps = smo(problem, tolerance, budget);
    iterations += steps;
    if (steps < budget) {
      refresh(problem);
      if (steps === 0 || violation(problem) <= tolerance) break;
    }
    const free = freeRows(problem);
    const cost = newtonCost(free.length, n);
    sinceNewton += steps;
    if (sinceNewton < cost || free.length < 2 || free.length > mostFreeRows) continue;
    sinceNewton = newtonStep(problem, free) ? 0 : -3 * cost;
  }
  const converged = violation(problem) <= tolerance;
  roundOff(problem);
  return { converged, iterations, intercept: interceptOf(problem) };
}

/** In steps of SMO, which pass over all rows twice: a sixth of the cube of the free rows for Cholesky's method. */
function newtonCost(free: number, n: number): number {
  return free ** 3 / (12 * n);
}

function violation(problem: Problem): number {
  const [rise, fall] = interceptBounds(problem);
  return rise - fall;
}

/**
 * Makes dual coefficients that are 0 or a bound but for rounding exactly that: as free rows they would decide the
 * intercept, and count as support vectors.
 */
function roundOff(problem: Problem): void {
  const { dual, C } = problem;
  const close = rounding * dual.reduce((largest, beta) => Math.max(largest, Math.abs(beta)), 0);
  for (let t = 0; t < dual.length; t++) {
    const beta = dual[t]!;
    if (Math.abs(beta) < close) dual[t] = 0;
    else if (C - Math.abs(beta) < close) dual[t] = Math.sign(beta) * C;
    updateOffsets(problem, t);
  }
}

/** What the free rows say on average; without any, the middle of what is possible. */
function interceptOf(problem: Problem): number {
  const free = freeRows(problem);
  if (free.length > 0) return free.reduce((sum, t) => sum + interceptAt(problem, t), 0) / free.length;
  const [rise, fall] = interceptBounds(problem);
  return (rise + fall) / 2;
}
