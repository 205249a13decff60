import { updateOffsets, type Problem } from './problem.ts';

/**
 * Raises β_i and lowers β_j by the same amount, the one that minimises the objective, and updates their offsets, not
 * the residuals. Where a coefficient passes 0, |β| turns and takes 2ε off the slope; at ±C the way ends.
 * @returns the amount
 */
export function moveApart(problem: Problem, i: number, j: number): number {
  const { kernel, residuals, riseOffset, fallOffset, dual, C, epsilon } = problem;
  const curvature = 2 * (1 - kernel[i]![j]!);
  let slope = residuals[i]! + riseOffset[i]! - residuals[j]! - fallOffset[j]!;
  let up = dual[i]!;
  let down = dual[j]!;
  let moved = 0;
  let bounded = false;
  while (slope > 0 && !bounded) {
    const upTurns = up < 0;
    const downTurns = down > 0;
    const roomUp = upTurns ? -up : C - up;
    const roomDown = downTurns ? down : C + down;
    // Infinite for duplicate rows, on which the objective is linear.
    const wanted = slope / curvature;
    const step = Math.min(wanted, roomUp, roomDown);
    // A corner is met exactly: it is set, not added up.
    up = step < roomUp ? up + step : upTurns ? 0 : C;
    down = step < roomDown ? down - step : downTurns ? 0 : -C;
    moved += step;
    slope -= step === wanted ? slope : curvature * step;
    if (step === roomUp && upTurns) slope -= 2 * epsilon;
    if (step === roomDown && downTurns) slope -= 2 * epsilon;
    bounded = up === C || down === -C;
  }
  dual[i] = up;
  dual[j] = down;
  updateOffsets(problem, i);
  updateOffsets(problem, j);
  return moved;
}
