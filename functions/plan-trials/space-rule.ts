import input from '../../statemachines/inputs/svr-leaderboard.schema.json' with { type: 'json' };
import { hyperparameterNames } from '../../kernels/svr/hyperparameters.ts';
import { isObject, type Rule } from '../shared/event.ts';
import { ruleOf } from '../shared/input-field.ts';

const hyperparameter = ruleOf(input.$defs.hyperparameter);

export const space: Rule = {
  expects: 'an object of gamma, C and epsilon, each [low, high] with 0 < low <= high <= 1e9',
  accepts: (value) => isObject(value) && hyperparameterNames.every((name) => isRange(value[name])),
};

function isRange(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [low, high] = value as unknown[];
  return hyperparameter.accepts(low) && hyperparameter.accepts(high) && (low as number) <= (high as number);
}
