import type { Rule } from '../event.ts';
import { isObject } from '../event.ts';
import { hyperparameterNames } from '../svr/hyperparameters.ts';

/** Lowest and highest value, both included. */
export type Range = [number, number];

export interface Space {
  gamma: Range;
  C: Range;
  epsilon: Range;
}

export const space: Rule = {
  expects: 'an object of gamma, C and epsilon, each [low, high] with 0 < low <= high',
  accepts: (value) => isObject(value) && hyperparameterNames.every((name) => isRange(value[name])),
};

function isRange(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [low, high] = value as unknown[];
  return typeof low === 'number' && typeof high === 'number' && low > 0 && low <= high && high < Infinity;
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
