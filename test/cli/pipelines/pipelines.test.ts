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

test('a night’s trials go to the jobs that draw any, beside what they were given', () => {
  const machine = 'svr-leaderboard';
  const jobs = [
    { name: machine, machine, night: true },
    { name: 'houses', machine, night: true },
    { name: 'flats', machine, night: false },
    { name: 'ratings-prep', machine: 'ratings-prep', night: true },
  ];
  const given = { only: [machine], [machine]: { folds: 2 } };
  expect(nightWithTrials(given, 7, jobs)).toEqual({
    only: [machine],
    [machine]: { folds: 2, trials: 7 },
    houses: { trials: 7 },
  });
  expect(nightWithTrials({ houses: 3 }, 7, jobs)).toEqual({ houses: 3, [machine]: { trials: 7 } });
});
