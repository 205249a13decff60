import fc from 'fast-check';
import { assign } from '../../../kernels/segmentation/assign.ts';
import {
  meanSilhouette,
  silhouettePositions,
  silhouettes,
} from '../../../kernels/segmentation/silhouette.ts';

const point = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }));
const all = (rows: readonly unknown[]) => rows.map((_, i) => i);

test('coefficients by hand', () => {
  // Clusters {0, 1} and {4, 6}, and 20 alone.
  const rows = [[0], [1], [4], [6], [20]];
  const values = silhouettes(rows, { labels: [0, 0, 1, 1, 2], sizes: [2, 2, 1] }, all(rows));
  expect(values).toEqual([(5 - 1) / 5, (4 - 1) / 4, (3.5 - 2) / 3.5, (5.5 - 2) / 5.5, 0]);
});

test('coefficients lie between -1 and 1, whatever the rows', () => {
  const points = fc.array(point, { minLength: 2, maxLength: 30 });
  const centroids = fc.array(point, { minLength: 2, maxLength: 5 });
  fc.assert(
    fc.property(points, centroids, (rows, centres) => {
      const assignment = assign(rows, centres);
      fc.pre(assignment.sizes.filter((size) => size > 0).length > 1);
      const values = silhouettes(rows, assignment, all(rows));
      expect(values.every((value) => value >= -1 && value <= 1)).toBe(true);
    }),
  );
});

test('every row up to 20,000, then 5,000 drawn by the seed', () => {
  expect(silhouettePositions(20_000, 1)).toEqual(Array.from({ length: 20_000 }, (_, i) => i));
  const positions = silhouettePositions(20_001, 1);
  expect(positions).toHaveLength(5_000);
  expect(new Set(positions).size).toBe(5_000);
  expect(Math.max(...positions)).toBeLessThan(20_001);
  expect(positions).toEqual(silhouettePositions(20_001, 1));
  expect(positions).not.toEqual(silhouettePositions(20_001, 2));
});

test('the standard error of a sample without replacement, by hand', () => {
  expect(meanSilhouette([0.1, 0.3], 2)).toEqual({ silhouette: 0.2, silhouetteError: null });
  // Variance 0.02, of two out of eight.
  const { silhouette, silhouetteError } = meanSilhouette([0.1, 0.3], 8);
  expect(silhouette).toBe(0.2);
  expect(silhouetteError).toBeCloseTo(Math.sqrt((0.02 / 2) * (6 / 8)), 12);
});

test('the mean over a sample is within a few standard errors of the mean over all', () => {
  const rows = Array.from({ length: 3000 }, (_, i) => [(i * 7919) % 3001, (i * 104729) % 2999]);
  const assignment = assign(rows, [[0, 0], [3000, 0], [0, 3000], [3000, 3000]]); // prettier-ignore
  const exact = meanSilhouette(silhouettes(rows, assignment, all(rows)), rows.length).silhouette;
  const some = all(rows).filter((i) => i % 10 === 3);
  const { silhouette, silhouetteError } = meanSilhouette(silhouettes(rows, assignment, some), rows.length);
  expect(silhouetteError!).toBeGreaterThan(0);
  expect(Math.abs(silhouette - exact)).toBeLessThan(4 * silhouetteError!);
});
