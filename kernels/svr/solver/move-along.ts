import type { Problem } from './problem.ts';

/** Where on the way a dual coefficient becomes 0 and the slope turns, or reaches its bound and the way ends. */
interface Corner {
  at: number;
  /** Which of the free rows. */
  index: number;
  dual: number;
}

/**
 * Moves the free dual coefficients along a direction to the minimum of the objective, or to the first bound.
 * @param way slope, by which the objective falls at the start per unit of the way, and curvature
 */
export function moveAlong(
  problem: Problem,
  free: readonly number[],
  direction: Float64Array,
  { slope, curvature }: { slope: number; curvature: number },
): void {
  const { dual, C, epsilon } = problem;
  let end = slope / curvature;
  let last: Corner | undefined;
  for (const corner of cornersOf(problem, free, direction)) {
    if (corner.at >= end) break;
    slope -= corner.dual === 0 ? 2 * epsilon * Math.abs(direction[corner.index]!) : Infinity;
    end = Math.max(corner.at, slope / curvature);
    if (end === corner.at) last = corner;
  }
  free.forEach((t, index) => {
    dual[t] = Math.max(-C, Math.min(C, dual[t]! + end * direction[index]!));
  });
  if (last) dual[free[last.index]!] = last.dual;
}

/** In the order of the way. */
function cornersOf({ dual, C }: Problem, free: readonly number[], direction: Float64Array): Corner[] {
  const corners: Corner[] = [];
  free.forEach((t, index) => {
    const [beta, d] = [dual[t]!, direction[index]!];
    const bound = d > 0 ? C : -C;
    if (beta * d < 0) corners.push({ at: -beta / d, index, dual: 0 });
    if (d !== 0) corners.push({ at: (bound - beta) / d, index, dual: bound });
  });
  return corners.sort((a, b) => a.at - b.at || a.index - b.index);
}
