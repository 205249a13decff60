import { packagedMachines } from '../../../cli/names.ts';
import { pipelines, samples } from '../../../cli/pipelines/index.ts';
import { nightWithTrials } from '../../../cli/pipelines/night.ts';
import { userTables } from '../../../cli/tables/declarations.ts';
import { packageDirectory } from '../../support/pipeline.ts';

test('every machine of the package but the night itself is a pipeline', () => {
  const names = pipelines.map(({ machine }) => machine);
  expect([...names, 'nightly'].sort()).toEqual(packagedMachines(packageDirectory));
});

test('each shipped table of a user has its samples', () => {
  expect(userTables().map(({ table }) => table)).toEqual(expect.arrayContaining(Object.keys(samples)));
});

test('a night’s trials go to the machine that draws any, beside what it was given', () => {
  const given = { only: ['svr-leaderboard'], 'svr-leaderboard': { folds: 2 } };
  expect(nightWithTrials(given, 7)).toEqual({
    only: ['svr-leaderboard'],
    'svr-leaderboard': { folds: 2, trials: 7 },
  });
  expect(nightWithTrials({ 'svr-leaderboard': 3 }, 7)).toEqual({ 'svr-leaderboard': 3 });
});
