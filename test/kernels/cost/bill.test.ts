import { billOf } from '../../../kernels/cost/bill.ts';
import type { Work } from '../../../kernels/cost/bill.ts';
import { functionCosts } from '../../../kernels/cost/functions.ts';
import { measured, evaluate, pairsWithin } from '../../../kernels/cost/measured.ts';
import { scanOf } from '../../../kernels/cost/scans.ts';
import { serversFor } from '../../../kernels/cost/server.ts';
import { emptyUsage } from '../../../kernels/cost/usage.ts';
import { volumeOf } from '../../../cli/cost/volume.ts';

const read = (bytes: number, times = 1) => ({ table: 'bronze_customers', times, bytes });
const query = (reads: ReturnType<typeof read>[]) => ({ state: 'Query', unloads: true, reads });

const work: Work = {
  usage: {
    ...emptyUsage(),
    executions: [
      { flow: 'machine', count: 1, statesEntered: 20, ofMap: false },
      { flow: 'machine/map', count: 4, statesEntered: 8, ofMap: true },
    ],
    invocations: [
      { functionName: 'cluster', features: {} },
      { functionName: 'run-trials', features: {} },
    ],
    queries: [query([read(2e9)])],
    requests: { 'aws-sdk:s3:copyObject': 2, 's3:getObject': 1, 'aws-sdk:glue:getTable': 3 },
  },
  functions: [{ name: 'cluster', invocations: 1, memory: 2048, seconds: 3, gbSeconds: 6 }],
  scans: [scanOf(query([read(2e9)])), scanOf(query([read(1)]))],
  volume: volumeOf(undefined),
};

test('each item is quantity times price, and a month thirty runs', () => {
  const lines = billOf(work).map(({ name, run, month }) => [name, run.quantity, run.amount, month.amount]);
  const close = (value: number) => expect.closeTo(value, 12) as number;
  expect(lines).toEqual([
    // 20 states + 4 × (2 states + 1 start) at 25 dollars a million.
    ['transitions', 32, close(0.0008), close(0.024)],
    ['lambdaRequests', 2, close(0.0000004), close(0.000012)],
    ['lambdaDuration', 6, close(0.0000800004), close(0.002400012)],
    // 2,000 MB and the 10 MB of the smallest query, at 5 dollars a terabyte.
    ['athena', 2010, close(0.01005), close(0.3015)],
    // 2 copies; cluster 4, run-trials 3; a listing, 10 files and 2 of the result.
    ['s3Writes', 22, close(0.00011), close(0.0033)],
    // The trials; 20 files, the patients; the table's file.
    ['s3Reads', 23, close(0.0000092), close(0.000276)],
    ['s3Storage', 2, close(0.046), close(0.046)],
    ['glue', 5, close(0.000005), close(0.00015)],
    ['scheduler', 1, close(0.000001), close(0.00003)],
    // 2 × 600 bytes at half a dollar a gigabyte.
    ['logs', close(0.0000012), close(0.0000006), close(0.000018)],
  ]);
});

test.each([
  [0, 1, 10],
  [9_999_999, 1, 10],
  [10_000_000, 1, 10],
  [10_000_001, 1, 11],
  [4_000_000, 8, 32],
])('a query that reads %d bytes %d times is charged for %d MB', (bytes, times, megabytes) => {
  expect(scanOf(query([read(bytes, times)])).billedMegabytes).toBe(megabytes);
});

test('below 1769 MB a function has so much less of a core, and is charged for all its seconds', () => {
  const { initSeconds, seconds } = measured.functions['plan-trials']!;
  const features = { invocation: 1, trials: 1000 };
  const alone = initSeconds + evaluate(seconds, features);
  const invocation = { functionName: 'plan-trials', features };
  const at = (memory: number) =>
    functionCosts([invocation, invocation], new Map([['plan-trials', memory]]))[0];
  expect(at(3538)).toMatchObject({ invocations: 2, seconds: 2 * alone });
  expect(at(3538)!.gbSeconds).toBeCloseTo((2 * alone * 3538) / 1024, 12);
  expect(at(1769)!.seconds).toBe(2 * alone);
  expect(at(512)!.seconds).toBeCloseTo((2 * alone * 1769) / 512, 12);
  expect(at(512)!.gbSeconds).toBeCloseTo((2 * alone * 1769) / 1024, 12);
});

test('a server is its hours, its address and its disk', () => {
  const { smallest, fitting, peakMemory } = serversFor('nightly');
  // 730 × (0.0042 + 0.005) + 8 × 0.08
  expect(smallest.month).toBeCloseTo(7.356, 10);
  expect(smallest.instance.memoryGiB * 1024).toBeLessThan(peakMemory);
  expect(fitting.instance.memoryGiB * 1024).toBeGreaterThan(peakMemory);
  expect(fitting.month).toBeGreaterThan(smallest.month);
});

test('more customers and a greater distance have more pairs', () => {
  expect(pairsWithin(0.3, 20_000)).toBeGreaterThan(pairsWithin(0.2, 20_000));
  expect(pairsWithin(0.3, 20_000)).toBeGreaterThan(pairsWithin(0.3, 10_000));
  // All but those whose smaller id has no product list, one in two hundred.
  expect(pairsWithin(1, 10_000) / ((10_000 * 9_999) / 2)).toBeCloseTo(0.995, 1);
});
