import input from '../../statemachines/inputs/svr-leaderboard.schema.json' with { type: 'json' };
import { checkEvent, isObject, jobName, prefix, runName, seed, text, type Rules } from '../shared/event.ts';
import { ruleOf } from '../shared/input-field.ts';
import { contentTypes, write } from '../shared/lake/write.ts';
import { prepare } from '../../kernels/svr/data-set.ts';
import { cutFolds } from '../../kernels/svr/folds.ts';
import { checkHyperparameters, type Hyperparameters } from '../../kernels/svr/hyperparameters.ts';
import type { Encoding } from '../../kernels/rows/encoding.ts';
import type { IdType } from '../../kernels/rows/row-order.ts';
import { readText } from '../shared/lake/read.ts';
import { idTypeRule, readSilverRows } from '../shared/rows/silver-rows.ts';
import { type ScalingMethod } from '../../kernels/svr/scaling.ts';
import { TrialFitter } from '../../kernels/svr/trial-fitter.ts';
import { championStore } from './champion-store.ts';
import { metricsOf, modelText, storedModel } from './evaluate.ts';
import { promote } from './promote.ts';

interface PromoteModelEvent {
  job: string;
  run: string;
  /** The leaderboard's first row; its gamma, c and epsilon are what is refitted. */
  best: Record<string, unknown>;
  rankBy: string;
  scaling: ScalingMethod;
  folds: number;
  seed: number;
  fingerprint: string;
  rowsPrefix: string;
  idType: IdType;
  /** How the rows were encoded. */
  encodingKey: string;
}

const { properties: fields } = input;

export const rules: Rules<PromoteModelEvent> = {
  job: jobName,
  run: runName,
  best: { expects: 'a row of the leaderboard', accepts: isObject },
  rankBy: ruleOf(fields.rankBy),
  scaling: ruleOf(fields.scaling),
  folds: ruleOf(fields.folds),
  seed,
  fingerprint: text,
  rowsPrefix: prefix,
  idType: idTypeRule,
  encodingKey: text,
};

/**
 * Refits and stores the run's best model, and makes it the job's champion if it is better than the one in use. A model that
 * did not converge is stored, but never a champion: `champion` is then null, and the one in use stays.
 */
export const handler = async (event: unknown) => {
  const { job, best, rowsPrefix, idType, encodingKey, ...run } = checkEvent<PromoteModelEvent>(event, rules);
  const { fingerprint, folds, seed, scaling } = run;
  const hyperparameters = checkHyperparameters({ ...best, C: best.c }, 'best');
  const dataSet = prepare(await readSilverRows(rowsPrefix, idType, fingerprint), scaling);
  const { features } = JSON.parse(await readText(encodingKey)) as Encoding;
  const fitter = new TrialFitter(dataSet, cutFolds(dataSet.training.ids.length, folds, seed));
  const fitted = fitter.fit(hyperparameters);
  const metrics = metricsOf(dataSet, fitted);
  const modelKey = `models/${job}/run=${run.run}/model.json`;
  const document = {
    run: run.run,
    rankBy: run.rankBy,
    hyperparameters,
    features,
    scaling: { method: scaling, ...dataSet.scaling },
    metrics,
    fingerprint,
    folds,
    seed,
    converged: fitted.converged,
    ...storedModel(dataSet, fitted),
  };
  const model = await write(modelKey, modelText(document, idType), contentTypes.json);
  const { r2_cv } = metrics;
  const challenger = {
    run: run.run,
    model: modelKey,
    hyperparameters,
    r2_cv,
    fingerprint,
    folds,
    seed,
    scaling,
  };
  const evaluate = (other: Hyperparameters) => {
    const champion = fitter.fit(other);
    return champion.converged ? metricsOf(dataSet, champion).r2_cv : -Infinity;
  };
  const champion = fitted.converged ? await promote(challenger, evaluate, championStore(job)) : null;
  return { model, promoted: champion?.run === run.run, champion, challenger: { run: run.run, r2_cv } };
};
