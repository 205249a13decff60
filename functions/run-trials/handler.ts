import input from '../../statemachines/inputs/svr-leaderboard.schema.json' with { type: 'json' };
import { checkEvent, isObject, prefix, seed, text, type Rules } from '../shared/event.ts';
import { ruleOf } from '../shared/input-field.ts';
import { gzipRows } from '../shared/lake/json-lines.ts';
import { contentTypes, write } from '../shared/lake/write.ts';
import { prepare } from '../../kernels/svr/data-set.ts';
import { cutFolds } from '../../kernels/svr/folds.ts';
import { checkTrial } from '../../kernels/svr/hyperparameters.ts';
import type { IdType } from '../../kernels/rows/row-order.ts';
import { idTypeRule, readSilverRows } from '../shared/rows/silver-rows.ts';
import { type ScalingMethod } from '../../kernels/svr/scaling.ts';
import { TrialFitter } from '../../kernels/svr/trial-fitter.ts';
import { predictionsOf, summaryOf, type Result } from './results.ts';

/** What the Distributed Map's ItemBatcher makes: the same BatchInput for every batch, and the batch's trials. */
interface RunTrialsEvent {
  BatchInput: BatchInput;
  Items: unknown[];
}

interface BatchInput {
  folds: number;
  seed: number;
  scaling: ScalingMethod;
  fingerprint: string;
  rowsPrefix: string;
  idType: IdType;
  hyperparamsPrefix: string;
  predictionsPrefix: string;
}

const { properties: fields } = input;

export const rules: Rules<RunTrialsEvent> = {
  BatchInput: { expects: 'an object', accepts: isObject },
  Items: { expects: 'a list of trials', accepts: (value) => Array.isArray(value) && value.length > 0 },
};

export const batchRules: Rules<BatchInput> = {
  folds: ruleOf(fields.folds),
  seed,
  scaling: ruleOf(fields.scaling),
  fingerprint: text,
  rowsPrefix: prefix,
  idType: idTypeRule,
  hyperparamsPrefix: prefix,
  predictionsPrefix: prefix,
};

/** Fits a batch of trials. Its files are named by the batch's first trial, so that a repeat overwrites them. */
export const handler = async (event: unknown) => {
  const { BatchInput, Items } = checkEvent<RunTrialsEvent>(event, rules);
  const batch = checkEvent<BatchInput>(BatchInput, batchRules, 'BatchInput.');
  const trials = Items.map(checkTrial);
  const rows = await readSilverRows(batch.rowsPrefix, batch.idType, batch.fingerprint);
  const dataSet = prepare(rows, batch.scaling);
  const folds = cutFolds(dataSet.training.ids.length, batch.folds, batch.seed);
  const fitter = new TrialFitter(dataSet, folds);
  const results: Result[] = trials.map((trial) => ({ trial, fitted: fitter.fit(trial) }));
  const file = `trials-${String(trials[0]!.trial_id).padStart(8, '0')}.jsonl.gz`;
  // Predictions first: a trial that stands in the hyperparameters then has all of its predictions.
  const predictions = await gzipRows(predictionsOf(results, dataSet));
  await write(batch.predictionsPrefix + file, predictions, contentTypes.gzip);
  const summaries = await gzipRows(results.map(summaryOf));
  await write(batch.hyperparamsPrefix + file, summaries, contentTypes.gzip);
  return { trials: trials.length };
};
