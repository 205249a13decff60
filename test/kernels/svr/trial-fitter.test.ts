import { prepare } from '../../../kernels/svr/data-set.ts';
import { fit } from '../../../kernels/svr/fit.ts';
import { cutFolds } from '../../../kernels/svr/folds.ts';
import { r2, rmse } from '../../../kernels/svr/metrics.ts';
import { TrialFitter } from '../../../kernels/svr/trial-fitter.ts';
import { examplePatients } from './example-patients.ts';
import { kernelOf } from './small-problem.ts';

const hyperparameters = { gamma: 0.05, C: 10, epsilon: 5 };
const dataSet = prepare(examplePatients(), 'standard_on_train');
const { training } = dataSet;
const folds = cutFolds(training.ids.length, 5, 1);

test('metrics by hand', () => {
  // Residuals 1, 0, -2; squares around the mean 2: 1, 1, 0.
  expect(r2([1, 3, 2], [0, 3, 4])).toBeCloseTo(1 - 5 / 2, 12);
  expect(rmse([1, 3, 2], [0, 3, 4])).toBeCloseTo(Math.sqrt(5 / 3), 12);
});

test('a trial does not depend on those before it', () => {
  const trials = [hyperparameters, { gamma: 1, C: 5000, epsilon: 0.1 }, { gamma: 0.01, C: 900, epsilon: 2 }];
  const together = new TrialFitter(dataSet, folds);
  const forth = trials.map((trial) => together.fit(trial));
  const back = trials.toReversed().map((trial) => together.fit(trial));
  expect(back.toReversed()).toEqual(forth);
  expect(new TrialFitter(dataSet, folds).fit(trials[2]!)).toEqual(forth[2]);
});

// The second has folds whose support vectors are all at a bound, so that they alone do not say what the intercept is.
test.each([hyperparameters, { gamma: 13.8884, C: 0.379693, epsilon: 0.237569 }])(
  'folds are predicted as by models that began without the others: %j',
  (trial) => {
    const { cv } = new TrialFitter(dataSet, folds).fit(trial);
    for (const held of folds) {
      const others = training.ids.map((_, i) => i).filter((i) => !held.includes(i));
      const features = others.map((i) => training.features[i]!);
      const targets = Float64Array.from(others, (i) => training.targets[i]!);
      const { dual, intercept } = fit(kernelOf(features, trial.gamma), targets, trial);
      for (const position of held) {
        const prediction = features.reduce((sum, row, i) => {
          const square = row.reduce((s, x, c) => s + (x - training.features[position]![c]!) ** 2, 0);
          return sum + dual[i]! * Math.exp(-trial.gamma * square);
        }, intercept);
        expect(Math.abs(cv[position]! - prediction)).toBeLessThan(1e-3);
      }
    }
  },
);

test('a row does not see its own target', () => {
  const position = folds[0]![0]!;
  const others = { ...training, targets: training.targets.with(position, 1000) };
  const before = new TrialFitter(dataSet, folds).fit(hyperparameters).cv;
  const after = new TrialFitter({ ...dataSet, training: others }, folds).fit(hyperparameters).cv;
  for (const i of folds[0]!) expect(Math.abs(after[i]! - before[i]!)).toBeLessThan(1e-3);
  expect(Math.abs(after[folds[1]![0]!]! - before[folds[1]![0]!]!)).toBeGreaterThan(0.01);
});
