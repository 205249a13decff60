import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { clustersAt, cutsOf } from '../../../kernels/clustering/cut.ts';
import { dbscan } from '../../../kernels/clustering/dbscan.ts';
import type { NeighbourRows } from '../../../kernels/clustering/neighbours.ts';
import { optics } from '../../../kernels/clustering/optics.ts';
import { reachabilityCsv } from '../../../functions/cluster/reachability-csv.ts';
import { walkLines } from './cluster-rows.ts';
import { pairLines, readCustomers } from './customer-pairs.ts';

interface Setting {
  min_samples: number;
  max_eps: number;
  eps: number;
  n_clusters: number;
  n_noise: number;
  csv_sha256: string;
  first_lines: string[];
}

const file = new URL('../../fixtures/optics/reference.json', import.meta.url);
const { sets } = JSON.parse(readFileSync(file, 'utf8')) as { sets: Record<string, Setting[]> };

test.each([
  ['300', 'dbscan/customers_300'],
  ['2000', 'optics/customers_2000'],
  ['5000', 'optics/customers_5000'],
])("%s customers are walked and cut as by scikit-learn's OPTICS", async (size, fixture) => {
  const customers = readCustomers(fixture);
  const ids = customers.map((customer) => customer.customer_id);
  const lines = pairLines(customers, 0.5, 2);
  for (const { min_samples: minSamples, max_eps: maxEps, eps, ...expected } of sets[size]!) {
    const within = lines.filter((line) => Number(line.slice(line.lastIndexOf(',') + 1)) <= maxEps);
    const found = await walkLines(ids, within, { eps, maxEps }, minSamples);
    const csv = reachabilityCsv(found.ids, found.reachability!, found.clustering).toString();
    expect(csv.split('\n').slice(1, 21)).toEqual(expected.first_lines);
    expect(createHash('sha256').update(csv).digest('hex')).toBe(expected.csv_sha256);
    expect(found.clustering.clusters).toBe(expected.n_clusters);
    const cut = cutsOf(found.reachability!).findLast((candidate) => candidate.eps <= eps);
    expect(cut).toMatchObject({ clusters: expected.n_clusters, noise: expected.n_noise });
  }
});

/** Distances in hundredths between up to 25 points, most of which have none. */
const graphs = fc.integer({ min: 1, max: 25 }).chain((points) =>
  fc.record({
    points: fc.constant(points),
    edges: fc.uniqueArray(fc.tuple(fc.nat(points - 1), fc.nat(points - 1), fc.integer({ min: 0, max: 6 })), {
      selector: ([a, b]) => Math.min(a, b) * points + Math.max(a, b),
      maxLength: 80,
    }),
    minSamples: fc.integer({ min: 1, max: 5 }),
  }),
);

function rowsOf(points: number, edges: readonly (readonly [number, number, number])[]): NeighbourRows {
  const rows = Array.from({ length: points }, (_, i) => edges.filter(([a]) => a === i));
  const offsets = new Int32Array(points + 1);
  rows.forEach((row, i) => (offsets[i + 1] = offsets[i]! + row.length));
  const flat = rows.flat();
  return {
    offsets,
    targets: Int32Array.from(flat, ([, b]) => b),
    hundredths: Uint8Array.from(flat, ([, , distance]) => distance),
  };
}

test('at every distance the cut has the core points and clusters of DBSCAN, and noise it has besides is border', () => {
  fc.assert(
    fc.property(graphs, ({ points, edges, minSamples }) => {
      const pairs = edges
        .filter(([a, b]) => a !== b)
        .map(([a, b, d]): [number, number, number] => [Math.min(a, b), Math.max(a, b), d]);
      const turned = pairs.map(([a, b, d]): [number, number, number] => [b, a, d]);
      const walk = optics([rowsOf(points, pairs), rowsOf(points, turned)], minSamples);
      expect([...walk.ordering].sort((a, b) => a - b)).toEqual(Array.from({ length: points }, (_, i) => i));
      const cuts = cutsOf(walk);
      for (let eps = 0; eps <= 6; eps++) {
        const within = rowsOf(
          points,
          pairs.filter(([, , distance]) => distance <= eps),
        );
        const expected = dbscan(within, minSamples);
        const found = clustersAt(walk, eps);
        expect(found.isCore).toEqual(expected.isCore);
        expect(found.clusters).toBe(expected.clusters);
        expect(partition(found.labels, found.isCore)).toEqual(partition(expected.labels, expected.isCore));
        found.labels.forEach((label, i) => expect(label < 0 || expected.labels[i]! >= 0).toBe(true));
        const noise = found.labels.filter((label) => label < 0).length;
        const cut = cuts.findLast((candidate) => candidate.eps <= eps / 100);
        expect(cut ?? { clusters: 0, noise: points }).toMatchObject({ clusters: found.clusters, noise });
      }
    }),
  );
});

/** The core points of each cluster, whatever its number. */
function partition(labels: Int32Array, isCore: Uint8Array): string[] {
  const clusters = new Map<number, number[]>();
  labels.forEach((label, i) => {
    if (isCore[i]) clusters.set(label, [...(clusters.get(label) ?? []), i]);
  });
  return [...clusters.values()].map(String).sort();
}

test('the walk does not depend on the order of the pairs', async () => {
  const customers = readCustomers();
  const ids = customers.map((customer) => customer.customer_id);
  const lines = pairLines(customers, 0.4, 2);
  const walk = async (rows: string[]) =>
    (await walkLines(ids, rows, { eps: 0.3, maxEps: 0.4 }, 5)).reachability;
  const expected = await walk(lines);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(lines, { minLength: lines.length }), async (shuffled) => {
      expect(await walk(shuffled)).toEqual(expected);
    }),
    { numRuns: 10 },
  );
});

test('without pairs everyone is walked in order, and core only where one sample is enough', () => {
  const none = [rowsOf(3, []), rowsOf(3, [])];
  expect(cutsOf(optics(none, 2))).toEqual([]);
  expect(cutsOf(optics(none, 1))).toEqual([{ eps: 0, clusters: 3, noise: 0 }]);
  expect([...optics(none, 2).ordering]).toEqual([0, 1, 2]);
});
