import { hyperparameterNames, type Hyperparameters } from '../svr/hyperparameters.ts';
import type { Range, Space } from './space.ts';

/** A hyperparameter whose best value lies at an end of its range, beyond which better ones may lie. */
export interface Edge {
  name: keyof Space;
  value: number;
  range: Range;
  /** The range to try next. */
  try: Range;
}

/** Of a range's length on the logarithmic axis. */
const margin = 0.05;
const step = 100;
/** Of the solver's hyperparameters. */
const [least, most] = [1e-9, 1e9];

/** Where the best trial lies within a twentieth of an end of its range; a range of one value has no ends. */
export function edgesOf(best: Hyperparameters, space: Space): Edge[] {
  return hyperparameterNames.flatMap((name) => {
    const [value, range] = [best[name], space[name]];
    const next = beyond(value, range);
    return next ? [{ name, value, range, try: next }] : [];
  });
}

function beyond(value: number, [low, high]: Range): Range | undefined {
  const share = (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low));
  if (share < margin && low > least) return [rounded(Math.max(least, low / step)), high];
  if (share > 1 - margin && high < most) return [low, rounded(Math.min(most, high * step))];
  return undefined;
}

const rounded = (value: number) => Number(value.toPrecision(6));
