/**
 * Where to begin without some rows: at the dual coefficients of all rows, those of the held ones given to the others
 * so that the sum stays 0 (alpha seeding: DeCoste and Wagstaff, 2000). Rows at 0 or at a bound stay if possible.
 * @param dual of all rows, each at most C in size, with the sum 0
 * @returns dual coefficients of the others
 */
export function startWithout(
  held: readonly number[],
  others: readonly number[],
  dual: Float64Array,
  C: number,
): Float64Array {
  const start = Float64Array.from(others, (position) => dual[position]!);
  const isFree = start.map((beta) => Number(beta !== 0 && Math.abs(beta) < C));
  let left = held.reduce((sum, position) => sum + dual[position]!, 0);
  for (const takesFree of [1, 0]) {
    for (let i = 0; i < start.length && left !== 0; i++) {
      if (isFree[i] !== takesFree) continue;
      const taken = Math.max(-C, Math.min(C, start[i]! + left));
      left -= taken - start[i]!;
      start[i] = taken;
    }
  }
  return start;
}
