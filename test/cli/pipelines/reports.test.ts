import { showClusters } from '../../../cli/pipelines/customer-clusters.ts';
import type { ClusterSummary } from '../../../cli/pipelines/customer-clusters.ts';
import { showLeaderboard } from '../../../cli/pipelines/svr-leaderboard.ts';
import type { Leaderboard } from '../../../cli/pipelines/svr-leaderboard.ts';
import { showRatings } from '../../../cli/pipelines/ratings-prep.ts';
import { showSegments } from '../../../cli/pipelines/customer-segments.ts';
import { fetchPublished } from '../../../cli/pipelines/published.ts';
import { stagesOf } from '../../../cli/demo/stages.ts';
import { applyEvents } from '../../../cli/follow/apply-events.ts';
import type { Ended } from '../../../cli/follow/follow-execution.ts';
import { newProgress } from '../../../cli/follow/progress.ts';
import { fakeSession } from '../support/fake-session.ts';
import { childArn, leaderboard, nightly, nightlyArn } from '../support/history.ts';

function ended(machine: string, status: string, output: unknown = {}): Ended {
  const child = machine === 'svr-leaderboard';
  const progress = newProgress(child ? childArn : nightlyArn, machine);
  applyEvents(progress, child ? leaderboard : nightly);
  return {
    progress,
    description: { $metadata: {}, status, output: JSON.stringify(output) } as Ended['description'],
  };
}

test('the leaderboard shows the ten best, whole numbers whole', () => {
  const rows = Array.from({ length: 12 }, (_, i) => ({
    ...{ rank: i + 1, trial_id: 40 - i, gamma: 0.0123456, c: 1234.5678, epsilon: 10 },
    ...{ r2_cv: 0.5 - i / 100, r2_test: 0.45, rmse_test: 54.3, n_support: 300, converged: i < 11 },
  }));
  const content: Leaderboard = {
    run: 'n1',
    rankBy: 'r2_cv',
    trials: 13,
    failedTrials: [3],
    leaderboard: rows,
  };
  const lines = showLeaderboard(content);
  expect(lines[0]).toBe(
    'Leaderboard: the best 10 of 13 support-vector regressions, by r2_cv, 1 failed, 1 did not converge (ranked last)',
  );
  expect(lines.slice(2, 5)).toEqual([
    'rank  trial_id    gamma     c  epsilon   r2_cv  r2_test  n_support',
    '────  ────────  ───────  ────  ───────  ──────  ───────  ─────────',
    '   1        40  0.01235  1235       10  0.5000   0.4500        300',
  ]);
  expect(lines).toHaveLength(14);
});

test('the clusters show the largest first', () => {
  const summary: ClusterSummary = {
    ...{
      run: 'n1',
      eps: 0.3,
      minSamples: 5,
      customers: 1000,
      pairs: 4449,
      clusters: 3,
      core: 560,
      border: 40,
    },
    ...{ noise: 400, noiseShare: 0.4, sizes: [150, 250, 200] },
  };
  expect(showClusters(summary)).toEqual([
    'Customer clusters: 3 among 1000 customers (eps 0.3, minSamples 5)',
    '',
    '  560 core, 40 border, 400 noise (40.0 %); 4449 pairs within eps',
    '  largest: 250, 200, 150',
  ]);
});

test('stages are the executions and, of those that nightly started, their states', () => {
  expect(stagesOf([ended('nightly', 'SUCCEEDED'), ended('svr-leaderboard', 'FAILED')])).toEqual([
    { name: 'nightly', milliseconds: 9000 },
    { name: 'svr-leaderboard', milliseconds: 8000 },
    { name: '  svr-leaderboard: RunTrials', milliseconds: 3000 },
    { name: '  svr-leaderboard: ScoreTrials', milliseconds: 4000 },
  ]);
});

test('results are read from the JSON file that a machine published', async () => {
  const published = [
    's3://lake/published/run=n1/leaderboard.csv',
    's3://lake/published/run=n1/leaderboard.json',
  ];
  const asked: unknown[] = [];
  const s3 = {
    getObject: async (request: unknown) => {
      asked.push(request);
      return { Body: { transformToString: async () => '{"run":"n1"}' } };
    },
  };
  const session = fakeSession({ s3 });
  const night = [ended('nightly', 'SUCCEEDED'), ended('svr-leaderboard', 'SUCCEEDED', { published })];
  expect(await fetchPublished(session, night[1]!)).toEqual({
    location: { bucket: 'lake', key: 'published/run=n1/leaderboard.json' },
    content: { run: 'n1' },
    output: { published },
  });
  expect(asked).toEqual([{ Bucket: 'lake', Key: 'published/run=n1/leaderboard.json' }]);
  expect(await fetchPublished(session, ended('svr-leaderboard', 'FAILED'))).toBeUndefined();
});

test('the segments show names, sizes and the choice of k', () => {
  const segment = {
    segment: 0,
    name: 'low-spend',
    size: 1206,
    share: 0.54422,
    income: 36432.5,
    total_spend: 146.7,
  };
  const report = {
    ...{ k: 2, chosenBy: 'silhouette', elbow: 5, bestSilhouette: 2, customers: 2216, segments: [segment] },
    ...{ hopkins: 0.52, tendencyToCluster: true },
    choice: [
      { k: 2, silhouette: 0.325874, chosen: true },
      { k: 10, silhouette: 0.18, chosen: false },
    ],
  };
  const lines = showSegments(report);
  expect(lines).toEqual([
    'Customer segments: 2 among 2216 customers, chosen by silhouette',
    '',
    'segment  name       customers   share  income  total_spend',
    '───────  ─────────  ─────────  ──────  ──────  ───────────',
    '      0  low-spend       1206  54.4 %   36433          147',
    '',
    '  silhouette 0.3259; the elbow of k from 2 to 10 is at 5',
  ]);
  expect(showSegments({ ...report, tendencyToCluster: false })).toEqual([
    ...lines,
    '  No tendency to cluster (Hopkins statistic 0.52, 0.5 is by chance): the segments are parts of one cloud.',
  ]);
});

test('the ratings show what the filter left', () => {
  const lines = showRatings({
    before: { ratings: 100, customers: 40, products: 30 },
    after: { ratings: 60, customers: 20, products: 10, mean_star_rating: 3.87331 },
    minRatingsPerCustomer: 5,
    minRatingsPerProduct: 10,
  });
  expect(lines[0]).toBe(
    'Ratings for training: 60 of 100, of customers with at least 5 and products with at least 10 ratings',
  );
  expect(lines[2]).toBe('  20 of 40 customers, 10 of 30 products; 3.873 stars on average');
  const own = { ratings: 60, customers: 20, products: 10 };
  const lineOf = (after: typeof own & { mean_rating?: number | null }) =>
    showRatings({
      before: { ratings: 100, customers: 40, products: 30 },
      after,
      minRatingsPerCustomer: 5,
      minRatingsPerProduct: 10,
    })[2];
  expect(lineOf({ ...own, mean_rating: 7.25 })).toMatch(/30 products; 7\.250 on average$/);
  expect(lineOf({ ...own, mean_rating: null })).toMatch(/30 products$/);
  expect(lineOf(own)).toMatch(/30 products$/);
});
