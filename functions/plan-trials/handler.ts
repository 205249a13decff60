import { checkEvent, integer, oneOf, prefix, runName, seed, text, type Rule, type Rules } from '../event.ts';
import { toLines } from '../lake/json-lines.ts';
import { contentTypes, write } from '../lake/write.ts';
import { readPatients } from '../lake/read-patients.ts';
import { checkFolds } from '../svr/folds.ts';
import { checkMemory } from '../svr/memory.ts';
import { trialsPerBatch } from './batches.ts';
import { planTrials, type Plan } from './plan.ts';
import { readPoints } from './points.ts';
import { space } from './space.ts';
import { strategies } from './strategies.ts';

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

const pointsRule: Rule = {
  expects: 'null or a list of at least one {gamma, C, epsilon}, or the key of a file that holds one',
  accepts: (value) => value === null || text.accepts(value) || (Array.isArray(value) && value.length > 0),
};

const rules: Rules<PlanTrialsEvent> = {
  run: runName,
  trials: integer(1),
  seed,
  space,
  strategy: oneOf(...Object.keys(strategies)),
  points: pointsRule,
  folds: integer(2),
  maxConcurrency: integer(1),
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
