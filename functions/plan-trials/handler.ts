import { checkEvent, integer, oneOf, prefix, runName, seed, text, type Rule, type Rules } from '../event.ts';
import { toLines } from '../lake/json-lines.ts';
import { contentTypes, write } from '../lake/write.ts';
import { readPatients } from '../lake/read-patients.ts';
import { checkFolds } from '../svr/folds.ts';
import { planTrials, type Plan } from './plan.ts';
import { space } from './space.ts';
import { strategies } from './strategies.ts';

interface PlanTrialsEvent extends Plan {
  run: string;
  /** Cross-validation's, checked here already: no trial has to fail to tell that there are too many. */
  folds: number;
  patientsPrefix: string;
  /** Where the trials go, as plain JSON Lines for the Map's ItemReader. */
  trialsKey: string;
}

const points: Rule = {
  expects: 'null or a list of at least one {gamma, C, epsilon}',
  accepts: (value) => value === null || (Array.isArray(value) && value.length > 0),
};

const rules: Rules<PlanTrialsEvent> = {
  run: runName,
  trials: integer(1),
  seed,
  space,
  strategy: oneOf(...Object.keys(strategies)),
  points,
  folds: integer(2),
  patientsPrefix: prefix,
  trialsKey: text,
};

/** Plans the search, and says how much there is to do and on which data. */
export const handler = async (event: unknown) => {
  const { patientsPrefix, trialsKey, folds, ...plan } = checkEvent<PlanTrialsEvent>(event, rules);
  const trials = planTrials(plan);
  const { patients, fingerprint } = await readPatients(patientsPrefix);
  const trainingRows = patients.filter((patient) => patient.isTrain).length;
  checkFolds(trainingRows, folds);
  await write(trialsKey, toLines(trials), contentTypes.jsonLines);
  return { trials: trials.length, fingerprint, trainingRows, testRows: patients.length - trainingRows };
};
