import { packagedMachines } from '../../../cli/names.ts';
import { pipelines, samples } from '../../../cli/pipelines/index.ts';
import { nightWithTrials } from '../../../cli/pipelines/night.ts';
import { tables } from '../../../cli/import/schemas.ts';
import { packageDirectory } from '../../support/pipeline.ts';

test('every machine of the package but the night itself is a pipeline', () => {
  const names = pipelines.map(({ machine }) => machine);
  expect([...names, 'nightly'].sort()).toEqual(packagedMachines(packageDirectory));
});

test('each table that can be imported has its samples', () => {
  expect(Object.keys(samples).sort()).toEqual(Object.keys(tables).sort());
});

test('a night’s trials go to the machine that draws any, beside what it was given', () => {
  const given = { only: ['svr-leaderboard'], 'svr-leaderboard': { folds: 2 } };
  expect(nightWithTrials(given, 7)).toEqual({
    only: ['svr-leaderboard'],
    'svr-leaderboard': { folds: 2, trials: 7 },
  });
  expect(nightWithTrials({ 'svr-leaderboard': 3 }, 7)).toEqual({ 'svr-leaderboard': 3 });
});
