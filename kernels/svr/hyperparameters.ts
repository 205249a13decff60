import { Failure } from '../failure.ts';

/** Of ε-SVR with the kernel exp(-gamma |a - b|²). */
export interface Hyperparameters {
  gamma: number;
  C: number;
  epsilon: number;
}

/** One point of the search. */
export interface Trial extends Hyperparameters {
  trial_id: number;
}

export const hyperparameterNames = ['gamma', 'C', 'epsilon'] as const;

/** The largest of each; beyond it the solver's sums of doubles have no digits left. */
const largest = 1e9;

/**
 * The hyperparameters out of a value that should hold them.
 * @param where what the value is, for the message, e.g. `trial 7`
 * @throws Failure InvalidTrial unless each is a number above 0 and at most 1e9
 */
export function checkHyperparameters(value: unknown, where: string): Hyperparameters {
  const given = (value ?? {}) as Record<string, unknown>;
  for (const name of hyperparameterNames) {
    const number = given[name];
    if (typeof number === 'number' && number > 0 && number <= largest) continue;
    throw new Failure(
      'InvalidTrial',
      `${where}: ${name} must be a number above 0 and at most 1e9, but is ${JSON.stringify(number)}.`,
    );
  }
  const { gamma, C, epsilon } = value as Hyperparameters;
  return { gamma, C, epsilon };
}

/**
 * The trial out of an item of the plan.
 * @throws Failure InvalidTrial, also unless trial_id is an integer from 0
 */
export function checkTrial(value: unknown): Trial {
  const { trial_id } = (value ?? {}) as Partial<Trial>;
  if (!Number.isSafeInteger(trial_id) || trial_id! < 0) {
    throw new Failure(
      'InvalidTrial',
      `trial_id must be an integer from 0, but the trial is ${JSON.stringify(value)}.`,
    );
  }
  return { trial_id: trial_id!, ...checkHyperparameters(value, `trial ${trial_id}`) };
}
