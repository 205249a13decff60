import { readFileSync } from 'node:fs';
import { prepare } from '../../../kernels/svr/data-set.ts';
import type { Hyperparameters } from '../../../kernels/svr/hyperparameters.ts';
import { r2 } from '../../../kernels/svr/metrics.ts';
import { scalingMethods } from '../../../kernels/svr/scaling.ts';
import { TrialFitter } from '../../../kernels/svr/trial-fitter.ts';
import { examplePatients } from './example-patients.ts';
import { dualObjective } from './small-problem.ts';

interface ReferenceTrial extends Hyperparameters {
  n_support: number;
  first5_predictions: number[];
  /** At the tolerance 1e-6. */
  tight: { r2: number; dual_objective: number };
}

interface Reference {
  test_rows: number[];
  standard_on_train_mean: number[];
  standard_on_train_scale: number[];
  whole_data_mean: number[];
  whole_data_std_ddof0: number[];
  results: Record<string, ReferenceTrial[]>;
}

const file = new URL('../../fixtures/svr/reference.json', import.meta.url);
const reference = JSON.parse(readFileSync(file, 'utf8')) as Reference;
const patients = examplePatients();

function expectClose(actual: readonly number[], expected: readonly number[]) {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 10));
}

test('the test rows are those of the reference, in order', () => {
  const { test: rows, training } = prepare(patients, 'standard_on_train');
  expect(rows.ids).toEqual(reference.test_rows.map((row) => String(row + 1)));
  expect(training.ids).toHaveLength(353);
});

test('standard_on_train scales by the mean and deviation of the training rows', () => {
  const { scaling } = prepare(patients, 'standard_on_train');
  expectClose(scaling.means, reference.standard_on_train_mean);
  expectClose(scaling.scales, reference.standard_on_train_scale);
});

test('unit_norm scales by the mean and norm of all rows', () => {
  const { scaling } = prepare(patients, 'unit_norm');
  expectClose(scaling.means, reference.whole_data_mean);
  expectClose(
    scaling.scales,
    reference.whole_data_std_ddof0.map((deviation) => deviation * Math.sqrt(442)),
  );
});

test.each(scalingMethods)('60 trials under %s agree with scikit-learn', (method) => {
  const dataSet = prepare(patients, method);
  const { training, test: rows } = dataSet;
  const fitter = new TrialFitter(dataSet, []);
  expect(reference.results[method]).toHaveLength(60);
  for (const trial of reference.results[method]!) {
    const { model, test: predictions, converged } = fitter.fit(trial);
    expect(converged).toBe(true);
    expect(model.dual.filter((beta) => beta !== 0)).toHaveLength(trial.n_support);
    expect(Math.abs(r2(rows.targets, predictions) - trial.tight.r2)).toBeLessThan(1e-6);
    const small = { ...training, hyperparameters: trial };
    const excess = dualObjective(model.dual, small) - trial.tight.dual_objective;
    expect(excess / Math.abs(trial.tight.dual_objective)).toBeLessThan(1e-9);
    // The reference's own predictions at its default tolerance move by up to 0.03.
    trial.first5_predictions.forEach((expected, i) => {
      expect(Math.abs(predictions[i]! - expected)).toBeLessThan(0.05);
    });
  }
});
