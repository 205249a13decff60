import { readFileSync } from 'node:fs';
import { baselinesOf } from '../../../kernels/svr/baselines.ts';
import { prepare, type DataSet } from '../../../kernels/svr/data-set.ts';
import { cutFolds } from '../../../kernels/svr/folds.ts';
import type { Hyperparameters } from '../../../kernels/svr/hyperparameters.ts';
import { r2 } from '../../../kernels/svr/metrics.ts';
import type { Row } from '../../../kernels/svr/row.ts';
import { TrialFitter } from '../../../kernels/svr/trial-fitter.ts';
import { standardScaling } from '../../../kernels/svr/scaling.ts';
import { examplePatients } from './example-patients.ts';

interface Figures {
  r2_cv: number;
  r2_test: number;
  rmse_test: number;
}

/** scikit-learn's figures; see the origin in the file. */
const reference = JSON.parse(
  readFileSync(new URL('../../fixtures/svr/baselines.json', import.meta.url), 'utf8'),
) as {
  diabetes: Record<string, Figures>;
  friedman1: {
    features: number[][];
    targets: number[];
    training_rows: number;
    target_deviation: number;
    baselines: Record<string, Figures>;
    trials: (Figures & Hyperparameters)[];
  };
};

const { friedman1 } = reference;
const friedmanRows = friedman1.features.map((features, i): Row => {
  return { id: String(i), features, target: friedman1.targets[i]!, isTrain: i < friedman1.training_rows };
});
const foldsOf = ({ training }: DataSet) => cutFolds(training.ids.length, 5, 1);

test.each([
  ['the diabetes data', examplePatients(), reference.diabetes],
  ["Friedman's first set", friedmanRows, friedman1.baselines],
])('the baselines of %s are scikit-learn’s', (_, rows, expected) => {
  const dataSet = prepare(rows, 'standard_on_train');
  const baselines = baselinesOf(dataSet, foldsOf(dataSet));
  expect(baselines.map(({ name }) => name)).toEqual(['mean', 'ridge', 'neighbours']);
  for (const baseline of baselines) {
    for (const figure of ['r2_cv', 'r2_test', 'rmse_test'] as const) {
      expect(baseline[figure]).toBeCloseTo(expected[baseline.name]![figure], 10);
    }
  }
});

test("trials on Friedman's first set, relative to the target's deviation, reach scikit-learn's R²", () => {
  const dataSet = prepare(friedmanRows, 'standard_on_train');
  const { training, test: tested } = dataSet;
  const [unit] = standardScaling(training.targets.map((y) => [y])).scales;
  expect(unit).toBeCloseTo(friedman1.target_deviation, 10);
  const fitter = new TrialFitter(dataSet, foldsOf(dataSet));
  for (const { gamma, C, epsilon, r2_cv, r2_test } of friedman1.trials) {
    const fitted = fitter.fit({ gamma, C: C * unit!, epsilon: epsilon * unit! });
    expect(Math.abs(r2(training.targets, fitted.cv) - r2_cv)).toBeLessThan(1e-5);
    expect(Math.abs(r2(tested.targets, fitted.test) - r2_test)).toBeLessThan(1e-5);
  }
});

test('R² that is not defined is null, as of a single test row', () => {
  const rows = friedmanRows.slice(0, 30).map((row, i) => ({ ...row, isTrain: i > 0 }));
  const dataSet = prepare(rows, 'standard_on_train');
  for (const { r2_test } of baselinesOf(dataSet, foldsOf(dataSet))) expect(r2_test).toBeNull();
});
