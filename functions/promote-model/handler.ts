import { checkEvent, integer, isObject, oneOf, prefix, runName, seed, text, type Rules } from '../event.ts';
import { contentTypes, write } from '../lake/write.ts';
import { prepare } from '../svr/data-set.ts';
import { cutFolds } from '../svr/folds.ts';
import { checkHyperparameters } from '../svr/hyperparameters.ts';
import { loadLibsvm } from '../svr/libsvm.ts';
import { featureNames } from '../svr/patient.ts';
import { readPlannedPatients } from '../lake/read-patients.ts';
import { scalingMethods, type ScalingMethod } from '../svr/scaling.ts';
import { championStore } from './champion-store.ts';
import { evaluateR2Cv, refit } from './evaluate.ts';
import { promote } from './promote.ts';

interface PromoteModelEvent {
  run: string;
  /** The leaderboard's first row; its gamma, c and epsilon are what is refitted. */
  best: Record<string, unknown>;
  rankBy: string;
  scaling: ScalingMethod;
  folds: number;
  seed: number;
  fingerprint: string;
  patientsPrefix: string;
}

const rules: Rules<PromoteModelEvent> = {
  run: runName,
  best: { expects: 'a row of the leaderboard', accepts: isObject },
  rankBy: oneOf('r2_cv', 'r2_test'),
  scaling: oneOf(...scalingMethods),
  folds: integer(2),
  seed,
  fingerprint: text,
  patientsPrefix: prefix,
};

/** Refits and stores the run's best model, and makes it the champion if it is better than the one in use. */
export const handler = async (event: unknown) => {
  const { best, patientsPrefix, ...run } = checkEvent<PromoteModelEvent>(event, rules);
  const { fingerprint, folds, seed, scaling } = run;
  const hyperparameters = checkHyperparameters({ ...best, C: best.c }, 'best');
  const patients = await readPlannedPatients(patientsPrefix, fingerprint);
  const library = await loadLibsvm();
  const dataSet = prepare(patients, scaling);
  const cut = cutFolds(dataSet.training.ids.length, folds, seed);
  const { metrics, libsvm } = refit(library, dataSet, cut, hyperparameters);
  const modelKey = `models/svr/run=${run.run}/model.json`;
  const document = {
    run: run.run,
    rankBy: run.rankBy,
    hyperparameters,
    features: featureNames,
    scaling: { method: scaling, ...dataSet.scaling },
    metrics,
    fingerprint,
    folds,
    seed,
    libsvm,
  };
  const model = await write(modelKey, `${JSON.stringify(document, null, 2)}\n`, contentTypes.json);
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
  const champion = await promote(
    challenger,
    (other) => evaluateR2Cv(library, dataSet, cut, other),
    championStore,
  );
  const promoted = champion.run === run.run;
  return { model, promoted, champion, challenger: { run: run.run, r2_cv } };
};
