import { readFileSync } from 'node:fs';
import { prepare } from '../../../functions/svr/data-set.ts';
import { withModel } from '../../../functions/svr/fit.ts';
import type { Hyperparameters } from '../../../functions/svr/hyperparameters.ts';
import { r2 } from '../../../functions/svr/metrics.ts';
import { scalingMethods } from '../../../functions/svr/scaling.ts';
import { examplePatients } from './example-patients.ts';
import { loadLibraryQuietly } from './load-library.ts';

interface Reference {
  test_rows: number[];
  standard_on_train_mean: number[];
  standard_on_train_scale: number[];
  whole_data_mean: number[];
  whole_data_std_ddof0: number[];
  results: Record<
    string,
    (Hyperparameters & { r2: number; n_support: number; first5_predictions: number[] })[]
  >;
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
  expect(rows.ids).toEqual(reference.test_rows.map((row) => row + 1));
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

test.each(scalingMethods)('60 trials under %s agree with scikit-learn', async (method) => {
  const library = await loadLibraryQuietly();
  const { training, test: rows } = prepare(patients, method);
  expect(reference.results[method]).toHaveLength(60);
  for (const trial of reference.results[method]!) {
    const fitted = withModel(library, training, trial, (model) => ({
      predictions: model.predict(rows.features),
      n_support: model.supportVectorCount,
    }));
    expect(fitted.n_support).toBe(trial.n_support);
    expect(Math.abs(r2(rows.targets, fitted.predictions) - trial.r2)).toBeLessThan(1e-5);
    // The solvers stop within their tolerance; the reference's own predictions move by up to 0.03 with it.
    trial.first5_predictions.forEach((expected, i) => {
      expect(Math.abs(fitted.predictions[i]! - expected)).toBeLessThan(0.05);
    });
  }
});
