/** Lowest and highest value, both included. */
export type Range = [number, number];

export interface Space {
  gamma: Range;
  C: Range;
  epsilon: Range;
}

/**
 * The value at a fraction 0 … 1 of the range on a logarithmic axis, rounded to six significant digits. Never outside
 * the range; exactly `low` at 0 and `high` at 1.
 */
export function logInterpolate([low, high]: Range, fraction: number): number {
  if (fraction === 0) return low;
  if (fraction === 1) return high;
  const value = Math.exp(Math.log(low) + fraction * (Math.log(high) - Math.log(low)));
  return Math.min(high, Math.max(low, Number(value.toPrecision(6))));
}
