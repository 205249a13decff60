import {
  byRank,
  failedTrials,
  parseLeaderboardRow,
  toCsv,
} from '../../../functions/publish-leaderboard/leaderboard.ts';
import { failureLike } from '../failure-like.ts';

const value = {
  trial_id: 4,
  rank: 2,
  gamma: 0.01,
  c: 3,
  epsilon: 1e-7,
  r2_test: 0.5,
  r2_cv: 0.25,
  rmse_test: 50.5,
  n_support: 300,
  converged: true,
};
const where = 's3://lake/gold/x line 1';

test('a row has the published columns in their order, NULL where the file leaves one out', () => {
  const row = parseLeaderboardRow({ value: { ...value, r2_test: undefined, run: 'dropped' }, where });
  expect(Object.entries(row).map(([name, cell]) => `${name} ${cell}`)).toEqual([
    'rank 2',
    'trial_id 4',
    'gamma 0.01',
    'c 3',
    'epsilon 1e-7',
    'r2_test null',
    'r2_cv 0.25',
    'rmse_test 50.5',
    'n_support 300',
    'converged true',
  ]);
});

test.each([
  ['no rank', { ...value, rank: undefined }, /x line 1: rank must be an integer, but is null/],
  ['a text', { ...value, r2_cv: 'NaN' }, /x line 1: r2_cv must be a number, but is "NaN"/],
  ['no converged', { ...value, converged: null }, /x line 1: converged must be true or false, but is null/],
  ['no object', 3, /x line 1: rank must be/],
])('%s is an InvalidLeaderboard', (_, wrong, message) => {
  const expected = failureLike('InvalidLeaderboard', message);
  expect(() => parseLeaderboardRow({ value: wrong, where })).toThrow(expected);
});

test('rows are put in order of rank, and planned trials without one have failed', () => {
  const rows = [3, 1, 2].map((rank) =>
    parseLeaderboardRow({ value: { ...value, rank, trial_id: 10 - rank }, where }),
  );
  expect(byRank(rows).map((row) => row.rank)).toEqual([1, 2, 3]);
  expect(failedTrials([10, 9, 8, 7, 6], rows)).toEqual([6, 10]);
});

test('CSV has a header line and an empty field for NULL', () => {
  const row = parseLeaderboardRow({ value: { ...value, r2_test: null }, where });
  expect(toCsv([row])).toBe(
    'rank,trial_id,gamma,c,epsilon,r2_test,r2_cv,rmse_test,n_support,converged\n2,4,0.01,3,1e-7,,0.25,50.5,300,true\n',
  );
});
