import input from '../../statemachines/inputs/svr-leaderboard.schema.json' with { type: 'json' };
import { checkEvent, prefix, runName, seed, text, type Rule, type Rules } from '../shared/event.ts';
import { ruleOf } from '../shared/input-field.ts';
import { toLines } from '../shared/lake/json-lines.ts';
import { contentTypes, write } from '../shared/lake/write.ts';
import { readPatients } from '../shared/patients/read-patients.ts';
import { checkFolds } from '../../kernels/svr/folds.ts';
import { checkMemory } from '../../kernels/svr/memory.ts';
import { trialsPerBatch } from '../../kernels/search/batches.ts';
import { planTrials, type Plan } from '../../kernels/search/plan.ts';
import { readPoints } from './points.ts';
import { space } from './space-rule.ts';

interface PlanTrialsEvent extends Omit<Plan, 'points'> {
  run: string;
  /** Evaluated exactly, in place of a search; or the key of a file that lists them. */
  points: Plan['points'] | string;
  /** Cross-validation's, checked here already: no trial has to fail to tell that there are too many. */
  folds: number;
  patientsPrefix: string;
  maxConcurrency: number;
  /** Where the trials go, as plain JSON Lines for the Map's ItemReader. */
  trialsKey: string;
}

const fields = input.properties;

const pointsRule: Rule = {
  expects: 'null or a list of at least one {gamma, C, epsilon}, or the key of a file that holds one',
  accepts: (value) =>
    value === null ||
    text.accepts(value) ||
    (Array.isArray(value) && value.length > 0 && value.length <= fields.points.maxItems),
};

export const rules: Rules<PlanTrialsEvent> = {
  run: runName,
  trials: ruleOf(fields.trials),
  seed,
  space,
  strategy: ruleOf(fields.strategy),
  points: pointsRule,
  folds: ruleOf(fields.folds),
  maxConcurrency: ruleOf(fields.maxConcurrency),
  patientsPrefix: prefix,
  trialsKey: text,
};

/** Plans the search, and says how much there is to do, on which data and in batches of which size. */
export const handler = async (event: unknown) => {
  const { patientsPrefix, trialsKey, folds, maxConcurrency, points, ...search } = checkEvent<PlanTrialsEvent>(
    event,
    rules,
  );
  const trials = planTrials({
    ...search,
    points: typeof points === 'string' ? await readPoints(points) : points,
  });
  const { patients, fingerprint } = await readPatients(patientsPrefix);
  const targets = patients.filter((patient) => patient.isTrain).map((patient) => patient.target);
  const [trainingRows, testRows] = [targets.length, patients.length - targets.length];
  checkFolds(trainingRows, folds);
  checkMemory(trainingRows, testRows);
  await write(trialsKey, toLines(trials), contentTypes.jsonLines);
  const work = { trainingRows, folds, targetRange: rangeOf(targets) };
  return {
    trials: trials.length,
    trialsPerBatch: trialsPerBatch(trials, work, maxConcurrency),
    fingerprint,
    trainingRows,
    testRows,
  };
};

function rangeOf(values: readonly number[]): number {
  return (
    values.reduce((largest, value) => Math.max(largest, value), -Infinity) -
    values.reduce((smallest, value) => Math.min(smallest, value), Infinity)
  );
}
