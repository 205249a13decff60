import fc from 'fast-check';
import { estimateSeconds, trialsPerBatch } from '../../../kernels/search/batches.ts';
import type { Trial } from '../../../kernels/svr/hyperparameters.ts';

const work = { trainingRows: 353, folds: 5, targetRange: 321 };
const trialsOf = (count: number, C = 10): Trial[] =>
  Array.from({ length: count }, (_, trial_id) => ({ trial_id, gamma: 1, C, epsilon: 1 }));

test('an estimate grows with rows, folds and C', () => {
  const [trial] = trialsOf(1);
  const base = estimateSeconds(trial!, work);
  expect(estimateSeconds(trial!, { ...work, trainingRows: 1000 })).toBeGreaterThan(base);
  expect(estimateSeconds(trial!, { ...work, folds: 10 })).toBeGreaterThan(base);
  expect(estimateSeconds({ ...trial!, C: 1e6 }, work)).toBeGreaterThan(base);
  expect(estimateSeconds(trial!, { ...work, targetRange: 0 })).toBeGreaterThan(0);
});

test('little work is one batch, much is shared among what may run at once', () => {
  expect(trialsPerBatch(trialsOf(100), work, 10)).toBe(100);
  expect(trialsPerBatch(trialsOf(5000), work, 10)).toBe(500);
  expect(trialsPerBatch(trialsOf(10_000), work, 1)).toBe(1000);
  expect(trialsPerBatch(trialsOf(10_000), { ...work, trainingRows: 40, folds: 2 }, 10)).toBe(1000);
});

test('trials of a minute are batches of one', () => {
  expect(trialsPerBatch(trialsOf(50), { ...work, trainingRows: 9000 }, 1)).toBe(1);
});

test('ten long trials in a row are not one batch', () => {
  const long = trialsOf(10, 5.6e6);
  const given = { trainingRows: 2000, folds: 5, targetRange: 300 };
  expect(estimateSeconds(long[0]!, given)).toBeCloseTo(60, -1);
  expect(trialsPerBatch([...long, ...trialsOf(290)], given, 1)).toBe(3);
});

test('a batch has seconds of work and stays far below the timeout of run-trials', () => {
  const power = fc.double({ min: -2, max: 9, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(power, { minLength: 1, maxLength: 300 }),
      fc.integer({ min: 2, max: 9000 }),
      fc.integer({ min: 2, max: 100 }),
      fc.integer({ min: 1, max: 1000 }),
      (powers, trainingRows, folds, maxConcurrency) => {
        const trials = powers.map((exponent, trial_id) => ({
          trial_id,
          gamma: 1,
          C: 10 ** exponent,
          epsilon: 1,
        }));
        const given = { trainingRows, folds, targetRange: 300 };
        const size = trialsPerBatch(trials, given, maxConcurrency);
        expect(Number.isInteger(size) && size >= 1 && size <= Math.min(1000, trials.length)).toBe(true);
        const seconds = trials.map((trial) => estimateSeconds(trial, given));
        for (let start = 0; start < trials.length && size > 1; start += size) {
          const batch = seconds.slice(start, start + size).reduce((sum, each) => sum + each, 0);
          expect(batch).toBeLessThanOrEqual(200);
        }
      },
    ),
  );
});
