/**
 * Fits trials as run-trials does and prints, as JSON, the CPU time it took and what came out: see bench/svr-job.mjs. Started
 * anew for each measurement: the time includes V8's compiling, but not the start and the reading.
 *
 *   svr JOB
 */
import { readFileSync } from 'node:fs';
import type { Samples } from '../../kernels/svr/data-set.ts';
import type { Hyperparameters } from '../../kernels/svr/hyperparameters.ts';
import { TrialFitter } from '../../kernels/svr/trial-fitter.ts';

interface Part {
  training: Samples;
  test: Samples;
  folds: number[][];
  trials: Hyperparameters[];
}

const { parts } = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as { parts: Part[] };
const scaling = { means: [], scales: [] };
const began = process.cpuUsage();
const fitted = parts.map(({ training, test, folds, trials }) => {
  const fitter = new TrialFitter({ training, test, scaling }, folds);
  return trials.map((trial) => fitter.fit(trial));
});
const { user, system } = process.cpuUsage(began);
const seconds = (user + system) / 1e6;
const answers = fitted.map((results) =>
  results.map(({ model, test, cv }) => ({ dual: [...model.dual], test: [...test], cv: [...cv] })),
);
console.log(JSON.stringify({ seconds, answers }));
