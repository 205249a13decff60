import { hyperparameterNames } from '../../kernels/svr/hyperparameters.ts';
import { isObject, type Rule } from '../shared/event.ts';

export const space: Rule = {
  expects: 'an object of gamma, C and epsilon, each [low, high] with 0 < low <= high',
  accepts: (value) => isObject(value) && hyperparameterNames.every((name) => isRange(value[name])),
};

function isRange(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [low, high] = value as unknown[];
  return typeof low === 'number' && typeof high === 'number' && low > 0 && low <= high && high < Infinity;
}
