import { moveApart } from './move-apart.ts';
import type { Problem } from './problem.ts';

/** Of rows that are alike, as LIBSVM has it: with none, a slack of rounding would promise more than any other. */
const leastCurvature = 1e-12;

/**
 * Sequential minimal optimisation (Platt, 1998): each step raises one dual coefficient and lowers another. The first
 * is that of the largest rise; the second promises the largest decrease of the objective, slack² / curvature
 * (the working set selection WSS 2 of Fan, Chen and Lin, 2005).
 * @returns the number of steps taken: fewer than `steps` once the violation is at most `tolerance`
 */
export function smo(problem: Problem, tolerance: number, steps: number): number {
  const { kernel, residuals, riseOffset, fallOffset } = problem;
  const n = residuals.length;
  let i = largestRise(problem);
  for (let step = 0; step < steps; step++) {
    const rowI = kernel[i]!;
    const rise = residuals[i]! + riseOffset[i]!;
    let lowest = Infinity;
    let j = -1;
    // Fractions are compared without dividing; a curvature is 2 (1 - K), of which the 2 does not matter here.
    let bestSquare = 0;
    let bestCurvature = 1;
    for (let t = 0; t < n; t++) {
      const fall = residuals[t]! + fallOffset[t]!;
      if (fall < lowest) lowest = fall;
      const slack = rise - fall;
      if (slack > 0) {
        const curvature = Math.max(1 - rowI[t]!, leastCurvature);
        const square = slack * slack;
        if (square * bestCurvature > bestSquare * curvature) {
          bestSquare = square;
          bestCurvature = curvature;
          j = t;
        }
      }
    }
    if (j < 0 || rise - lowest <= tolerance) return step;
    const moved = moveApart(problem, i, j);
    const rowJ = kernel[j]!;
    let largest = -Infinity;
    for (let t = 0; t < n; t++) {
      const residual = residuals[t]! - moved * (rowI[t]! - rowJ[t]!);
      residuals[t] = residual;
      const value = residual + riseOffset[t]!;
      if (value > largest) {
        largest = value;
        i = t;
      }
    }
  }
  return steps;
}

function largestRise({ residuals, riseOffset }: Problem): number {
  let best = 0;
  for (let t = 1; t < residuals.length; t++) {
    if (residuals[t]! + riseOffset[t]! > residuals[best]! + riseOffset[best]!) best = t;
  }
  return best;
}
