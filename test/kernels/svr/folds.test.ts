import fc from 'fast-check';
import { cutFolds } from '../../../kernels/svr/folds.ts';
import { failureLike } from '../../functions/failure-like.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

test('folds hold every row once and differ in size by at most one', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 200 }),
      fc.integer({ min: 2, max: 20 }),
      seeds,
      (rows, count, seed) => {
        fc.pre(count <= rows);
        const folds = cutFolds(rows, count, seed);
        expect(folds).toHaveLength(count);
        expect(folds.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, i) => i));
        const sizes = folds.map((fold) => fold.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      },
    ),
  );
});

test('the seed alone decides the folds', () => {
  expect(cutFolds(353, 5, 1)).toEqual(cutFolds(353, 5, 1));
  expect(cutFolds(353, 5, 1)).not.toEqual(cutFolds(353, 5, 2));
});

test('more folds than rows are refused', () => {
  expect(() => cutFolds(4, 5, 1)).toThrow(failureLike('TooManyFolds', /./));
});
