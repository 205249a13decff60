import { isObject } from '../shared/event.ts';
import { Failure } from '../../kernels/failure.ts';
import { checkHyperparameters, type Hyperparameters } from '../../kernels/svr/hyperparameters.ts';
import type { ScalingMethod } from '../../kernels/svr/scaling.ts';

/** A job's model in use: `models/<job>/current.json`. `r2_cv` is as of its own run's rows, folds and scaling. */
export interface Champion {
  run: string;
  /** Key of its model.json. */
  model: string;
  hyperparameters: Hyperparameters;
  r2_cv: number;
  fingerprint: string;
  folds: number;
  seed: number;
  scaling: ScalingMethod;
}

/** Who stands how on tonight's rows, folds and scaling. */
export interface Standing {
  run: string;
  r2_cv: number;
}

/**
 * The run and hyperparameters of a stored champion; its other fields do not matter to a comparison.
 * @throws Failure InvalidChampion
 */
export function parseChampion(text: string, where: string): Pick<Champion, 'run' | 'hyperparameters'> {
  try {
    const stored: unknown = JSON.parse(text);
    if (!isObject(stored) || typeof stored.run !== 'string') throw new Error('it names no run');
    return { run: stored.run, hyperparameters: checkHyperparameters(stored.hyperparameters, 'the champion') };
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new Failure('InvalidChampion', `${where} is not a champion: ${reason}. Restore or delete it.`, {
      cause,
    });
  }
}
