/**
 * Jobs for the programs that fit trials, and the comparison of what they print. A job is `{ parts }`, each part with
 * scaled `training` and `test` rows, `folds` (positions of training rows) and `trials`; a program prints `seconds` of CPU time and,
 * by part and trial, `dual` coefficients by training row, predictions of the `test` rows and out of fold (`cv`).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { projectRoot } from '../cli/paths.ts';
import type { Hyperparameters } from '../kernels/svr/hyperparameters.ts';

/** Scaled rows and their targets. */
interface Samples {
  features: number[][];
  targets: number[];
}

interface Part {
  training: Samples;
  test: Samples;
  /** Positions of training rows. */
  folds: number[][];
  trials: Hyperparameters[];
}

export interface Job {
  parts: Part[];
}

/** Of a trial. */
export interface Answer {
  /** Coefficients by training row. */
  dual: number[];
  /** Predictions, of the test rows and out of fold. */
  test: number[];
  cv: number[];
}

type Patient = Record<string, number> & { y_true: number; is_train: boolean };

interface Reference {
  standard_on_train_mean: number[];
  standard_on_train_scale: number[];
  whole_data_mean: number[];
  whole_data_std_ddof0: number[];
  results: Record<Scaling, Hyperparameters[]>;
}

type Scaling = 'standard_on_train' | 'unit_norm';

const read = (path: string) => readFileSync(join(projectRoot, path));
const reference = JSON.parse(read('test/fixtures/svr/reference.json').toString()) as Reference;
const patients = gunzipSync(read('events/lake/examples/patients/patients.jsonl.gz'))
  .toString()
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Patient);
const features = ['age', 'sex', 'bmi', 'bp', 's1', 's2', 's3', 's4', 's5', 's6'];
const scalings: Record<Scaling, [means: number[], scales: number[]]> = {
  standard_on_train: [reference.standard_on_train_mean, reference.standard_on_train_scale],
  unit_norm: [
    reference.whole_data_mean,
    reference.whole_data_std_ddof0.map((deviation) => deviation * Math.sqrt(patients.length)),
  ],
};

/** scikit-learn's diabetes data under a scaling, cut into `folds` if there are any. */
function part(scaling: Scaling, trials: Hyperparameters[], folds: number): Part {
  const [means, scales] = scalings[scaling];
  const samples = (rows: Patient[]): Samples => ({
    features: rows.map((row) => features.map((name, k) => (row[name]! - means[k]!) / scales[k]!)),
    targets: rows.map((row) => row.y_true),
  });
  const training = samples(patients.filter((row) => row.is_train));
  const test = samples(patients.filter((row) => !row.is_train));
  return { training, test, folds: cut(training.targets.length, folds), trials };
}

/** The 60 reference trials under both scalings, without folds. */
export function referenceJob(): Job {
  const results = Object.entries(reference.results) as [Scaling, Hyperparameters[]][];
  return { parts: results.map(([scaling, trials]) => part(scaling, trials, 0)) };
}

/** Trials drawn from the default space of svr-leaderboard, log-uniformly. */
export function randomJob(count: number, folds: number): Job {
  const random = randomNumbers(1);
  const draw = (low: number, high: number) => Number((low * (high / low) ** random()).toPrecision(6));
  const trials = Array.from({ length: count }, () => ({
    gamma: draw(0.001, 31.6),
    C: draw(0.1, 10_000),
    epsilon: draw(0.01, 31.6),
  }));
  return { parts: [part('standard_on_train', trials, folds)] };
}

function cut(rows: number, folds: number): number[][] {
  const random = randomNumbers(2);
  const order = Array.from({ length: rows }, (_, i) => [random(), i] as const).sort(([a], [b]) => a - b);
  return Array.from({ length: folds }, (_, fold) =>
    order.filter((_, i) => i % folds === fold).map(([, i]) => i),
  );
}

/** Linear congruence with the constants of Numerical Recipes, from 0 to 1. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1664525 + 1013904223) % 2 ** 32) / 2 ** 32;
}

export interface Differences {
  r2Test: number;
  r2Cv: number;
  dualExcess: number;
  otherSupport: number;
}

/**
 * The worst over all trials of what must agree: differences of R², our dual objective above theirs as a share of it,
 * and trials whose support vectors differ.
 */
export function differences({ parts }: Job, ours: Answer[][], theirs: Answer[][]): Differences {
  const worst = { r2Test: 0, r2Cv: 0, dualExcess: -Infinity, otherSupport: 0 };
  parts.forEach(({ training, test, folds, trials }, p) => {
    const squares = distances(training.features);
    trials.forEach((trial, t) => {
      const [a, b] = [ours[p]![t]!, theirs[p]![t]!];
      const apart = ({ targets }: Samples, key: 'test' | 'cv') =>
        Math.abs(r2(targets, a[key]) - r2(targets, b[key]));
      const objective = ({ dual }: Answer) => dualObjective(dual, training.targets, squares, trial);
      worst.r2Test = Math.max(worst.r2Test, apart(test, 'test'));
      if (folds.length > 0) worst.r2Cv = Math.max(worst.r2Cv, apart(training, 'cv'));
      const excess = (objective(a) - objective(b)) / Math.abs(objective(b));
      worst.dualExcess = Math.max(worst.dualExcess, excess);
      if (a.dual.some((beta, i) => (beta === 0) !== (b.dual[i] === 0))) worst.otherSupport++;
    });
  });
  return worst;
}

/** Whether both sides found the same models. */
export function agree({ r2Test, r2Cv, dualExcess, otherSupport }: Differences): boolean {
  return r2Test <= 1e-5 && r2Cv <= 1e-5 && dualExcess <= 1e-6 && otherSupport === 0;
}

function r2(targets: number[], predictions: number[]): number {
  const mean = targets.reduce((sum, y) => sum + y, 0) / targets.length;
  const squares = (values: (i: number) => number) =>
    targets.reduce((sum, y, i) => sum + (y - values(i)) ** 2, 0);
  return 1 - squares((i) => predictions[i]!) / squares(() => mean);
}

/** ½ β'Kβ - y'β + ε Σ|β| with the kernel in double precision. */
function dualObjective(
  dual: number[],
  targets: number[],
  squares: number[][],
  { gamma, epsilon }: Hyperparameters,
): number {
  const support = dual.flatMap((beta, i) => (beta === 0 ? [] : [i]));
  let objective = 0;
  for (const i of support) {
    objective += epsilon * Math.abs(dual[i]!) - targets[i]! * dual[i]!;
    for (const j of support) objective += 0.5 * dual[i]! * dual[j]! * Math.exp(-gamma * squares[i]![j]!);
  }
  return objective;
}

function distances(rows: number[][]): number[][] {
  return rows.map((a) => rows.map((b) => a.reduce((sum, x, k) => sum + (x - b[k]!) ** 2, 0)));
}
