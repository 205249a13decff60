import {
  noTrials,
  parseAllTime,
  toText,
  withRun,
  type RunOfTrials,
} from '../../../functions/publish-leaderboard/all-time.ts';
import type { LeaderboardRow } from '../../../functions/publish-leaderboard/leaderboard.ts';
import { failureLike } from '../failure-like.ts';

const trial = (
  trial_id: number,
  r2_cv: number | null,
  more: Partial<LeaderboardRow> = {},
): LeaderboardRow => ({
  rank: 1,
  trial_id,
  gamma: trial_id + 1,
  c: 3,
  epsilon: 0.1,
  r2_test: 0.5,
  r2_cv,
  rmse_test: 50,
  n_support: 300,
  converged: true,
  ...more,
});
const run = (name: string, leaderboard: LeaderboardRow[], more: Partial<RunOfTrials> = {}): RunOfTrials => ({
  ...{ run: name, rankBy: 'r2_cv', scaling: 'unit_norm', folds: 5, seed: 1 },
  leaderboard,
  ...more,
});
const begin = noTrials('houses', 'abc');
const shown = ({ leaderboard }: typeof begin) =>
  leaderboard.map((row) => `${row.rank} ${row.run}/${row.trial_id} ${row.r2_cv}`);

test('the trials of all runs are ranked together, those that did not converge last', () => {
  const first = withRun(
    begin,
    run('mon', [trial(0, 0.3), trial(1, null), trial(2, 0.9, { converged: false })]),
  );
  const both = withRun(first, run('tue', [trial(3, 0.4), trial(4, 0.3)]));
  expect(both).toMatchObject({ job: 'houses', fingerprint: 'abc', rankBy: 'r2_cv', runs: 2, trials: 5 });
  expect(both.latestRuns).toEqual(['mon', 'tue']);
  // Of two with 0.3 the earlier comes first.
  expect(shown(both)).toEqual(['1 tue/3 0.4', '2 mon/0 0.3', '3 tue/4 0.3', '4 mon/1 null', '5 mon/2 0.9']);
  expect(both.leaderboard[0]).toMatchObject({ scaling: 'unit_norm', folds: 5, seed: 1, gamma: 4 });
});

test('a trial that a later run repeats stays the first one’s; with other folds it is another', () => {
  const first = withRun(begin, run('mon', [trial(0, 0.3)]));
  const again = withRun(first, run('tue', [trial(0, 0.3)]));
  expect(again).toMatchObject({ runs: 2, trials: 2 });
  expect(shown(again)).toEqual(['1 mon/0 0.3']);
  for (const other of [{ folds: 4 }, { seed: 2 }, { scaling: 'standard_on_train' }])
    expect(shown(withRun(again, run('wed', [trial(0, 0.5)], other)))).toEqual(['1 wed/0 0.5', '2 mon/0 0.3']);
});

test('a run whose publication is repeated counts once', () => {
  const once = withRun(begin, run('mon', [trial(0, 0.3)]));
  expect(withRun(once, run('mon', [trial(0, 0.3), trial(1, 0.4)]))).toBe(once);
});

test('the last run says by what all are ranked', () => {
  const first = withRun(
    begin,
    run('mon', [trial(0, 0.3, { r2_test: 0.1 }), trial(1, 0.2, { r2_test: 0.2 })]),
  );
  expect(shown(withRun(first, run('tue', [trial(2, 0.1)], { rankBy: 'r2_test' })))).toEqual([
    '1 tue/2 0.1',
    '2 mon/1 0.2',
    '3 mon/0 0.3',
  ]);
});

test('no more than the best 10,000 trials and the latest 1,000 runs are kept, all are counted', () => {
  const many = (from: number) => Array.from({ length: 6000 }, (_, i) => trial(from + i, (from + i) / 1e5));
  const full = withRun(withRun(begin, run('mon', many(0))), run('tue', many(6000)));
  expect(full).toMatchObject({ runs: 2, trials: 12_000 });
  expect(full.leaderboard).toHaveLength(10_000);
  expect(full.leaderboard.at(-1)).toMatchObject({ rank: 10_000, run: 'mon', trial_id: 2000 });
  expect(toText(full).length).toBeLessThan(3e6);
  const nights = Array.from({ length: 1001 }, (_, i) => run(`night-${i}`, [trial(0, 0.3)]));
  const year = nights.reduce(withRun, begin);
  expect(year.runs).toBe(1001);
  expect(year.latestRuns).toHaveLength(1000);
  expect(year.latestRuns[0]).toBe('night-1');
});

test('what is written is read as it was, a row a line', () => {
  const both = withRun(begin, run('mon', [trial(0, 0.3), trial(1, null)]));
  expect(parseAllTime(toText(both), 's3://lake/x')).toEqual(both);
  expect(toText(both).split('\n')).toHaveLength(13);
});

test.each(['', '[]', '{"runs": 1}', '{"runs":1,"trials":"2","latestRuns":[],"leaderboard":[]}'])(
  '%j is no leaderboard of all time',
  (text) => {
    expect(() => parseAllTime(text, 's3://lake/x')).toThrow(
      failureLike(
        'InvalidLeaderboard',
        /^s3:\/\/lake\/x must be the leaderboard of all time .* Restore or delete it\.$/,
      ),
    );
  },
);
