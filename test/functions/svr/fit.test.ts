import type { SvmClass } from 'libsvm-js';
import { crossValidate } from '../../../functions/svr/cross-validate.ts';
import { prepare, type Samples } from '../../../functions/svr/data-set.ts';
import { withModel } from '../../../functions/svr/fit.ts';
import { cutFolds } from '../../../functions/svr/folds.ts';
import { r2, rmse } from '../../../functions/svr/metrics.ts';
import { examplePatients } from './example-patients.ts';
import { loadLibraryQuietly } from './load-library.ts';
import { failureLike } from '../failure-like.ts';

const hyperparameters = { gamma: 0.05, C: 10, epsilon: 5 };
const { training } = prepare(examplePatients(), 'standard_on_train');
let library: SvmClass;

beforeAll(async () => {
  library = await loadLibraryQuietly();
});

test('metrics by hand', () => {
  // Residuals 1, 0, -2; squares around the mean 2: 1, 1, 0.
  expect(r2([1, 3, 2], [0, 3, 4])).toBeCloseTo(1 - 5 / 2, 12);
  expect(rmse([1, 3, 2], [0, 3, 4])).toBeCloseTo(Math.sqrt(5 / 3), 12);
});

test('two targets inside the tube need no support vector and predict the middle', () => {
  const samples: Samples = { ids: [1, 2], features: [[0], [1]], targets: [10, 12] };
  const found = withModel(library, samples, { gamma: 1, C: 1, epsilon: 2 }, (model) => ({
    predictions: model.predict([[0], [5]]),
    n_support: model.supportVectorCount,
  }));
  expect(found).toEqual({ predictions: [11, 11], n_support: 0 });
});

test('the count of support vectors is total_sv of the serialised model, which predicts as the model does', () => {
  const held = training.features.slice(0, 20);
  const fitted = withModel(library, training, hyperparameters, (model) => ({
    predictions: model.predict(held),
    count: model.supportVectorCount,
    text: model.serialize(),
  }));
  expect(fitted.text).toContain(`\ntotal_sv ${fitted.count}\n`);
  const loaded = library.load(fitted.text);
  loaded
    .predict(held)
    .forEach((value, i) => expect(Math.abs(value - fitted.predictions[i]!)).toBeLessThan(0.001));
  loaded.free();
});

test('a model is freed, also when its user throws', () => {
  let freed = 0;
  class Counting extends library {
    override free() {
      freed++;
      super.free();
    }
  }
  const use = () => {
    throw new RangeError('of the user');
  };
  expect(() => withModel(Counting, training, hyperparameters, use)).toThrow(RangeError);
  // train() frees what an earlier training left; the second call is ours.
  expect(freed).toBe(2);
});

test('a solver that breaks down is a FitFailed that names the hyperparameters', () => {
  class Broken extends library {
    override train(): void {
      throw new Error('out of memory');
    }
  }
  const fit = () => withModel(Broken, training, hyperparameters, () => undefined);
  expect(fit).toThrow(failureLike('FitFailed', /gamma 0\.05, C 10, epsilon 5 .* the solver broke down/));
});

test('predictions that are not finite are a FitFailed', () => {
  class Unbounded extends library {
    override predict() {
      return [NaN];
    }
  }
  const fit = () =>
    withModel(Unbounded, training, hyperparameters, (model) => model.predict([training.features[0]!]));
  expect(fit).toThrow(failureLike('FitFailed', /./));
});

test('loading the library leaves no listener behind that would end the process', () => {
  expect(process.listeners('unhandledRejection').map(String).join()).not.toContain('exit');
});

describe('cross-validation', () => {
  const folds = cutFolds(training.ids.length, 5, 1);

  test('each fold is predicted by a fit on the others, as the library itself gives it', () => {
    const predictions = crossValidate(library, training, folds, hyperparameters);
    const outside = training.ids.map((_, i) => i).filter((i) => !folds[2]!.includes(i));
    const svm = new library({
      type: library.SVM_TYPES.EPSILON_SVR,
      kernel: library.KERNEL_TYPES.RBF,
      gamma: 0.05,
      cost: 10,
      epsilon: 5,
      tolerance: 1e-3,
      shrinking: true,
      cacheSize: 1,
      quiet: true,
    });
    svm.train(
      outside.map((i) => training.features[i]!),
      outside.map((i) => training.targets[i]!),
    );
    const expected = svm.predict(folds[2]!.map((i) => training.features[i]!));
    svm.free();
    expect(folds[2]!.map((i) => predictions[i])).toEqual(expected);
  });

  test('a row does not see its own target', () => {
    const position = folds[0]![0]!;
    const altered = { ...training, targets: training.targets.with(position, 1e6) };
    const before = crossValidate(library, training, folds, hyperparameters);
    const after = crossValidate(library, altered, folds, hyperparameters);
    for (const i of folds[0]!) expect(after[i]).toBe(before[i]);
    expect(after[folds[1]![0]!]).not.toBe(before[folds[1]![0]!]);
  });
});
