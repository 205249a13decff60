import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import densityClustering from 'density-clustering';
import fc from 'fast-check';
import { clusterLines } from './cluster-rows.ts';
import { pairLines, readCustomers } from './customer-pairs.ts';

interface Setting {
  eps: number;
  min_samples: number;
  n_clusters: number;
  n_noise: number;
  labels_sha256: string;
  core: Record<string, number[]>;
  border: Record<string, number>;
  ambiguous_border: Record<string, number[]>;
}

const file = new URL('../../fixtures/dbscan/reference.json', import.meta.url);
const reference = JSON.parse(readFileSync(file, 'utf8')) as { pairs_sha256: string; dbscan: Setting[] };
const customers = readCustomers();
const ids = customers.map((customer) => customer.customer_id);
const sha256OfLines = (lines: string[]) =>
  createHash('sha256')
    .update(lines.map((line) => `${line}\n`).join(''))
    .digest('hex');

test('the pairs that the tests derive are those of the reference', () => {
  expect(sha256OfLines(pairLines(customers, 0.5, 4))).toBe(reference.pairs_sha256);
});

test.each(reference.dbscan)('eps $eps, minSamples $min_samples agrees with scikit-learn', async (setting) => {
  const rows = await clusterLines(
    ids,
    [pairLines(customers, setting.eps, 2)],
    setting.eps,
    setting.min_samples,
  );
  const idsOf = (kind: string, cluster?: number) =>
    rows
      .filter((row) => row.kind === kind && (cluster ?? row.cluster) === row.cluster)
      .map((row) => row.customer_id);
  for (const [cluster, core] of Object.entries(setting.core))
    expect(idsOf('core', Number(cluster))).toEqual(core);
  expect(idsOf('core')).toHaveLength(Object.values(setting.core).flat().length);
  const border = [...Object.keys(setting.border), ...Object.keys(setting.ambiguous_border)].map(Number);
  expect(idsOf('border')).toEqual(border.sort((a, b) => a - b));
  expect(idsOf('noise')).toHaveLength(setting.n_noise);
  const labels = rows.map((row) => `${row.customer_id},${row.cluster ?? -1}`);
  expect(sha256OfLines(labels)).toBe(setting.labels_sha256);
});

test.each([
  [0.3, 5],
  [0.4, 25],
])('eps %d, minSamples %i has the clusters that density-clustering finds', async (eps, minSamples) => {
  const distances = new Map(
    pairLines(customers, 0.5, 2).map((line) => [line.slice(0, 13), Number(line.slice(14))]),
  );
  const distance = (a: number, b: number) =>
    a === b ? 0 : (distances.get(`${Math.min(a, b)},${Math.max(a, b)}`) ?? 1);
  // It takes neighbours nearer than its eps, not at it; distances are hundredths.
  const found = new densityClustering.DBSCAN().run(ids, eps + 0.005, minSamples, distance);
  const rows = await clusterLines(ids, [pairLines(customers, eps, 2)], eps, minSamples);
  const ours = found.map((_, cluster) => rows.flatMap((row, i) => (row.cluster === cluster ? [i] : [])));
  expect(ours).toEqual(found.map((points) => points.toSorted((a, b) => a - b)));
  expect(rows.every((row) => row.cluster === null || row.cluster < found.length)).toBe(true);
});

test('labels do not depend on the order of the pairs nor on how files cut them', async () => {
  const lines = pairLines(customers, 0.3, 2);
  const expected = await clusterLines(ids, [lines], 0.3, 5);
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(lines, { minLength: lines.length }),
      fc.shuffledSubarray(ids, { minLength: ids.length }),
      fc.integer({ min: 0, max: lines.length }),
      async (shuffled, shuffledIds, cut) => {
        const files = [shuffled.slice(0, cut), shuffled.slice(cut)];
        expect(await clusterLines(shuffledIds, files, 0.3, 5)).toEqual(expected);
      },
    ),
    { numRuns: 10 },
  );
});

test('a border point between two clusters takes the lower number, which its own id does not decide', async () => {
  // Two triangles of core points, 1-2-3 and 7-8-9, and 5 beside 3 and 7.
  const lines = ['1,2,0', '1,3,0', '2,3,0', '3,5,0', '5,7,0', '7,8,0', '7,9,0', '8,9,0'];
  const rows = await clusterLines([1, 2, 3, 5, 7, 8, 9, 11], [lines.reverse()], 0.1, 3);
  // With minSamples 3, 5 has two others and so is core itself and joins them; with 4 only 3 and 7 are core.
  expect(rows.map((row) => row.cluster)).toEqual([0, 0, 0, 0, 0, 0, 0, null]);
  const apart = await clusterLines([1, 2, 3, 5, 7, 8, 9, 11], [lines], 0.1, 4);
  expect(apart.map((row) => row.cluster)).toEqual([0, 0, 0, 0, 1, 1, 1, null]);
  expect(apart.map((row) => row.kind)).toEqual([
    'border',
    'border',
    'core',
    'border',
    'core',
    'border',
    'border',
    'noise',
  ]);
});

test('without pairs everyone is noise, or a cluster of one when one sample is enough', async () => {
  expect((await clusterLines([2, 1], [], 0.3, 2)).map((row) => row.kind)).toEqual(['noise', 'noise']);
  expect(await clusterLines([2, 1], [], 0.3, 1)).toEqual([
    { customer_id: 1, cluster: 0, kind: 'core' },
    { customer_id: 2, cluster: 1, kind: 'core' },
  ]);
});
