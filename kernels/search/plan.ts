import { checkHyperparameters, type Hyperparameters, type Trial } from '../svr/hyperparameters.ts';
import { logInterpolate, type Space } from './space.ts';
import { strategies } from './strategies.ts';

export interface Plan {
  trials: number;
  seed: number;
  space: Space;
  strategy: keyof typeof strategies;
  /** Evaluated exactly, in place of a search. */
  points: readonly Hyperparameters[] | null;
}

/**
 * The trials of a plan, numbered from 0. Searched values are log-uniform within the space and have six significant
 * digits; given points are taken as they are.
 * @throws Failure InvalidTrial for a point outside the solver's domain
 */
export function planTrials({ trials, seed, space, strategy, points }: Plan): Trial[] {
  if (points) {
    return points.map((point, i) => ({ trial_id: i, ...checkHyperparameters(point, `points[${i}]`) }));
  }
  return strategies[strategy](trials, seed).map(([gamma, C, epsilon], i) => ({
    trial_id: i,
    gamma: logInterpolate(space.gamma, gamma),
    C: logInterpolate(space.C, C),
    epsilon: logInterpolate(space.epsilon, epsilon),
  }));
}
