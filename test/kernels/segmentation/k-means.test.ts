import fc from 'fast-check';
import { jest } from '@jest/globals';
import { kmeans } from 'ml-kmeans';
import { Random } from 'ml-random';
import { drawCentroids } from '../../../kernels/segmentation/draw-centroids.ts';
import { flatten, toRows } from '../../../kernels/segmentation/flat.ts';
import { lloyd } from '../../../kernels/segmentation/lloyd.ts';
import { fitKMeans } from '../../../kernels/segmentation/k-means.ts';
import { moveRows } from '../../../kernels/segmentation/move-rows.ts';
import { assign } from '../../../kernels/segmentation/assign.ts';
import { orderCustomers } from '../../../functions/shared/customers/parse-customer.ts';
import type { Customer } from '../../../kernels/segmentation/features.ts';
import { failureLike } from '../../functions/failure-like.ts';

/** Small whole numbers, so that rows repeat and distances tie. */
const row = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 3, maxLength: 3 });
const rows = fc.array(row, { minLength: 2, maxLength: 40 });
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const distinct = (given: readonly number[][]) => new Set(given.map((each) => each.join())).size;

test('every row has the nearest centroid, each centroid is the mean of its rows, and none is without', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 2, max: 6 }), seeds, (given, k, seed) => {
      fc.pre(distinct(given) >= k);
      const centroids = fitKMeans(given, { k, restarts: 2, seed });
      const { labels, sizes, inertia } = assign(given, centroids);
      expect(centroids).toHaveLength(k);
      expect(labels).toHaveLength(given.length);
      expect(sizes.reduce((a, b) => a + b)).toBe(given.length);
      expect(Math.min(...sizes)).toBeGreaterThan(0);
      centroids.forEach((centroid, c) => {
        const own = given.filter((_, i) => labels[i] === c);
        const mean = centroid.map((_, j) => own.reduce((sum, each) => sum + each[j]!, 0) / own.length);
        centroid.forEach((value, j) => expect(value).toBeCloseTo(mean[j]!, 9));
      });
      expect(Number.isFinite(inertia)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('more restarts never raise the inertia', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 2, max: 5 }), seeds, (given, k, seed) => {
      fc.pre(distinct(given) >= k);
      const inertias = [1, 2, 5].map((restarts) => {
        return assign(given, fitKMeans(given, { k, restarts, seed })).inertia;
      });
      expect(inertias).toEqual(inertias.toSorted((a, b) => b - a));
    }),
    { numRuns: 50 },
  );
});

test('the order of the customers changes nothing', () => {
  const customers = (given: readonly number[][]): Customer[] =>
    given.map((scaled, customerId) => ({ customerId, scaled, capped: scaled }));
  const shuffledToo = rows.chain((given) =>
    fc.tuple(fc.constant(given), fc.shuffledSubarray(customers(given), { minLength: given.length })),
  );
  fc.assert(
    fc.property(shuffledToo, seeds, ([given, shuffled], seed) => {
      fc.pre(distinct(given) >= 3);
      const fit = (each: readonly Customer[]) =>
        fitKMeans(
          orderCustomers(each, 'here').map(({ scaled }) => scaled),
          { k: 3, restarts: 3, seed },
        );
      expect(fit(shuffled)).toEqual(fit(customers(given)));
    }),
    { numRuns: 50 },
  );
});

test('the seed decides where k-means++ starts', () => {
  const given = Array.from({ length: 60 }, (_, i) => [(i * 37) % 60, (i * 23) % 61]);
  const fit = (seed: number) => fitKMeans(given, { k: 7, restarts: 1, seed });
  expect(fit(1)).toEqual(fit(1));
  expect(new Set([1, 2, 3, 4, 5].map((seed) => JSON.stringify(fit(seed)))).size).toBeGreaterThan(1);
});

test('as many clusters as different rows leave no inertia', () => {
  const given = [[0, 0], [5, 1], [0, 0], [2, 2], [5, 1]]; // prettier-ignore
  const centroids = fitKMeans(given, { k: 3, restarts: 1, seed: 1 });
  expect(assign(given, centroids)).toMatchObject({ inertia: 0, sizes: [2, 2, 1] });
  // By the second feature, income.
  expect(centroids).toEqual([
    [0, 0],
    [5, 1],
    [2, 2],
  ]);
});

test('fewer different rows than clusters are refused', () => {
  const expected = failureLike('TooFewDistinctRows', /^3 clusters need .* of 4 only 2 differ/);
  expect(() => fitKMeans([[0], [1], [0], [1]], { k: 3, restarts: 1, seed: 1 })).toThrow(expected);
});

test('a single move that Lloyd does not see', () => {
  // 4 is nearer to 1.25 than to 7, so Lloyd stops with the inertia 12.75. Alone, 7 loses nothing by going to 5.5.
  const given = flatten([[0], [0], [1], [4], [7]]);
  const clustering = lloyd(given, flatten([[1], [7]]));
  expect([...clustering.labels]).toEqual([0, 0, 0, 0, 1]);
  expect([...clustering.centroids.values]).toEqual([1.25, 7]);
  const moved = moveRows(given, clustering);
  // By hand: means 1/3 and 5.5, squares 2/3 and 4.5.
  toRows(moved).forEach(([value], c) => expect(value).toBeCloseTo([1 / 3, 5.5][c]!, 12));
  expect(assign(toRows(given), toRows(moved)).inertia).toBeCloseTo(2 / 3 + 4.5, 12);
});

test('from the same seed the steps are those of ml-kmeans, ties and all', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 2, max: 6 }), seeds, (given, k, seed) => {
      fc.pre(distinct(given) >= k);
      const { centroids, clusters } = kmeans(given, k, { seed, tolerance: 0, maxIterations: 1000 });
      const flat = flatten(given);
      const clustering = lloyd(flat, drawCentroids(flat, k, seed));
      expect(toRows(clustering.centroids)).toEqual(centroids);
      expect([...clustering.labels]).toEqual(clusters);
    }),
    { numRuns: 300 },
  );
});

test('a best end that keeps coming back ends the starts', () => {
  const given = [0, 1, 2, 100, 101, 102].map((value) => [value, value]);
  const fit = (restarts: number) => fitKMeans(given, { k: 2, restarts, seed: 1 });
  const draws = jest.spyOn(Random.prototype, 'randInt');
  expect(fit(1000)).toEqual([[1, 1], [101, 101]]); // prettier-ignore
  expect(draws).toHaveBeenCalledTimes(5);
  draws.mockRestore();
});
