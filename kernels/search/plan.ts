import { checkHyperparameters, type Hyperparameters, type Trial } from '../svr/hyperparameters.ts';
import { logInterpolate, type Range, type Space } from './space.ts';
import { strategies } from './strategies.ts';

export interface Plan {
  trials: number;
  seed: number;
  space: Space;
  strategy: keyof typeof strategies;
  /** Evaluated exactly, in place of a search. */
  points: readonly Hyperparameters[] | null;
  /** What C and epsilon are multiples of: 1, or the deviation of the training rows' targets. */
  unit: number;
}

/** The largest C and epsilon that the solver takes. */
const largest = 1e9;

/**
 * The trials of a plan, numbered from 0. Searched values are log-uniform within the space and have six significant
 * digits; given points are taken as they are.
 * @throws Failure InvalidTrial for a point outside the solver's domain
 */
export function planTrials({ trials, seed, space, strategy, points, unit }: Plan): Trial[] {
  if (points) {
    return points.map((point, i) => ({
      trial_id: i,
      ...checkHyperparameters(inUnit(point, unit), `points[${i}]`),
    }));
  }
  const [C, epsilon] = [rangeInUnit(space.C, unit), rangeInUnit(space.epsilon, unit)];
  return strategies[strategy](trials, seed).map((position, i) => ({
    trial_id: i,
    gamma: logInterpolate(space.gamma, position[0]),
    C: logInterpolate(C, position[1]),
    epsilon: logInterpolate(epsilon, position[2]),
  }));
}

const inUnit = (point: Hyperparameters, unit: number): Hyperparameters =>
  unit === 1 ? point : { ...point, C: point.C * unit, epsilon: point.epsilon * unit };

const rangeInUnit = ([low, high]: Range, unit: number): Range => [
  Math.min(largest, low * unit),
  Math.min(largest, high * unit),
];
