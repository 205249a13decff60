import { solveCholesky } from './cholesky.ts';
import { moveAlong } from './move-along.ts';
import { interceptAt, refresh, type Problem } from './problem.ts';

/** Below it a pivot is rounding: the kernel has single precision. */
const smallestPivot = 1e-7;

/**
 * A step of Newton's method in the free dual coefficients, the others fixed: towards the point at which all free rows
 * agree on the intercept, and as far as the objective falls. Once SMO has found out which rows are free, this ends what
 * would take it many small steps (an active-set method: Scheinberg, 2006).
 * @returns false, with nothing changed, if the kernel of the free rows is singular to working precision
 */
export function newtonStep(problem: Problem, free: readonly number[]): boolean {
  const slopes = Float64Array.from(free, (t) => interceptAt(problem, t));
  const direction = newtonDirection(problem, free, slopes);
  if (!direction) return false;
  const slope = direction.reduce((sum, d, a) => sum + d * slopes[a]!, 0);
  const curvature = curvatureAlong(problem, free, direction);
  if (!(slope > 0 && curvature > 0)) return false;
  moveAlong(problem, free, direction, { slope, curvature });
  refresh(problem);
  return true;
}

/** Solves for the changes of all free rows but the last, whose change keeps the sum of all at 0. */
function newtonDirection({ kernel }: Problem, free: readonly number[], slopes: Float64Array) {
  const n = free.length - 1;
  const last = kernel[free[n]!]!;
  const matrix = free.slice(0, n).map((i, a) => {
    const row = kernel[i]!;
    const shift = 1 - last[i]!;
    const lower = new Float64Array(a + 1);
    for (let b = 0; b <= a; b++) lower[b] = row[free[b]!]! - last[free[b]!]! + shift;
    return lower;
  });
  const direction = slopes.map((slope) => slope - slopes[n]!);
  const changes = direction.subarray(0, n);
  if (!solveCholesky(matrix, changes, smallestPivot)) return undefined;
  direction[n] = -changes.reduce((sum, d) => sum + d, 0);
  return direction;
}

/** d'Kd */
function curvatureAlong({ kernel }: Problem, free: readonly number[], direction: Float64Array): number {
  let curvature = 0;
  for (let a = 0; a < free.length; a++) {
    const row = kernel[free[a]!]!;
    let product = 0;
    for (let b = 0; b < free.length; b++) product += row[free[b]!]! * direction[b]!;
    curvature += product * direction[a]!;
  }
  return curvature;
}
