import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { mersenne } from 'pure-rand/generator/mersenne';
import { flatten } from '../../../kernels/segmentation/flat.ts';
import { clusterTendency, hopkinsStatistic } from '../../../kernels/segmentation/hopkins.ts';
import { profilesOf } from '../../../kernels/segmentation/profile.ts';
import { featureNames } from '../../../kernels/segmentation/features.ts';

const random = mersenne(7);
const even = (rows: number, columns: number) =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => uniformFloat64(random)));

test('the statistic by hand', () => {
  // One column: the place 5 is 4 from the row 1, the row 0 is 1 from it, the row 10 is 9.
  expect(hopkinsStatistic(flatten([[0], [1], [10]]), [0], flatten([[5]]))).toBeCloseTo(4 / (4 + 1), 12);
  expect(hopkinsStatistic(flatten([[0], [1], [10]]), [0, 2], flatten([[5], [12]]))).toBeCloseTo(6 / 16, 12);
  // Two columns, distances squared: (3, 4) is 5 from the origin, the rows are 2 apart.
  expect(hopkinsStatistic(flatten([[0, 0], [0, -2]]), [1], flatten([[3, 4]]))).toBeCloseTo(25 / 29, 12); // prettier-ignore
});

test.each([
  [100, 2],
  [1000, 3],
  [2000, 9],
])('%d rows spread evenly over %d columns have no tendency', (rows, columns) => {
  const { hopkins, toCluster } = clusterTendency(even(rows, columns), 1);
  expect(Math.abs(hopkins - 0.5)).toBeLessThan(0.1);
  expect(toCluster).toBe(false);
});

test('three clusters have one, with a constant column beside them and the rows repeated', () => {
  const rows = even(300, 2).map(([x, y], i) => [x! + (i % 3) * 20, y!, 4]);
  expect(clusterTendency(rows, 1)).toEqual(clusterTendency(rows, 1));
  expect(clusterTendency(rows, 1)).toMatchObject({ toCluster: true });
  expect(clusterTendency(rows, 1).hopkins).toBeGreaterThan(0.95);
  expect(clusterTendency([...rows, ...rows], 1).hopkins).toBe(1);
});

test('without a tendency segments have numbers in place of names', () => {
  const zero = featureNames.map(() => 0);
  const scaling = { caps: zero, means: zero, scales: featureNames.map(() => 1) };
  const names = profilesOf([zero, zero], [3, 4], scaling, { toCluster: false }).map(({ name }) => name);
  expect(names).toEqual(['group 1', 'group 2']);
});
