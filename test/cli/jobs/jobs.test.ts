import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inputOf } from '../../../cli/jobs/fields.ts';
import { jobsIn } from '../../../cli/jobs/jobs.ts';
import { findJob, showJob } from '../../../cli/jobs/show.ts';
import { findTarget, withJob } from '../../../cli/jobs/target.ts';
import { projectRoot } from '../../../cli/paths.ts';
import { fakeSession } from '../support/fake-session.ts';

const definitions = new Map(
  [
    [
      'nightly',
      { States: { ApplyDefaults: { Assign: { jobs: [{ name: 'houses' }, { name: 'svr-leaderboard' }] } } } },
    ],
    [
      'svr-leaderboard',
      {
        States: {
          ListJobs: {
            Assign: {
              jobs: [
                { name: 'svr-leaderboard', input: {} },
                { name: 'houses', input: { trials: 20 } },
                { name: 'flats', input: {} },
              ],
            },
          },
        },
      },
    ],
    // Another service's machine, which knows no jobs.
    ['settle', { StartAt: 'Settle' }],
  ].map(([name, definition]) => [name as string, JSON.stringify(definition)]),
);

const houses = { name: 'houses', machine: 'svr-leaderboard', night: true, input: { trials: 20 } };

test('the jobs are those of the definitions; nightly says which the night runs', () => {
  expect(jobsIn(definitions)).toEqual([
    { name: 'flats', machine: 'svr-leaderboard', night: false, input: {} },
    houses,
    { name: 'svr-leaderboard', machine: 'svr-leaderboard', night: true, input: {} },
  ]);
});

test('a job is shown with what it gives', () => {
  expect(showJob(findJob(jobsIn(definitions), 'houses'))).toEqual([
    'houses runs svr-leaderboard, every night',
    '',
    'It gives',
    '  trials: 20',
    '',
    'Published in published/houses/, models in models/houses/; all fields: docs/machines.md',
    'Run it: npx nocturne run houses',
  ]);
  expect(() => findJob(jobsIn(definitions), 'house')).toThrow(
    'There is no job "house". There are: flats, houses, svr-leaderboard.',
  );
});

describe('what runs for a name', () => {
  const arnOf = (name: string) => `arn:aws:states:us-east-1:000000000000:stateMachine:nocturne-dev-${name}`;
  const session = fakeSession({
    sfn: {
      listStateMachines: () => ({
        stateMachines: [...definitions.keys()].map((name) => ({
          name: `nocturne-dev-${name}`,
          stateMachineArn: arnOf(name),
        })),
      }),
      describeStateMachine: ({ stateMachineArn }: { stateMachineArn: string }) => ({
        definition: definitions.get(stateMachineArn.split('nocturne-dev-')[1]!),
      }),
    },
  });

  test.each([
    ['svr-leaderboard', '{"trials": 3}', 'svr-leaderboard', '{"trials": 3}'],
    ['houses', '{}', 'svr-leaderboard', '{"job":"houses"}'],
    [
      'houses',
      '{"seed": 12345678901234567890}',
      'svr-leaderboard',
      '{"job":"houses","seed": 12345678901234567890}',
    ],
  ])('%s with %s is %s with %s', async (name, given, machine, input) => {
    expect(await findTarget(session, name, given)).toEqual({
      machine,
      input: expect.stringMatching(/^\{/) as string,
      stateMachineArn: arnOf(machine),
    });
    expect((await findTarget(session, name, given)).input).toBe(input);
  });

  test('is told where there is none', async () => {
    await expect(findTarget(session, 'house', '{}')).rejects.toThrow(
      'There is no machine or job "house" in stage dev. There are: nightly, settle, svr-leaderboard; jobs: flats, houses.',
    );
  });
});

test.each([
  ['{}', '{"job":"houses"}'],
  [' {\n} ', '{"job":"houses"\n} '],
  ['{"a": {"b": 1}}', '{"job":"houses","a": {"b": 1}}'],
  ['{"job": "houses", "a": 1}', '{"job": "houses", "a": 1}'],
  ['[1]', '[1]'],
  ['5', '5'],
])('the input %s for the job houses is %s', (given, expected) => {
  expect(withJob(given, 'houses')).toBe(expected);
});

test('an input that names another job is refused', () => {
  expect(() => withJob('{"job": "flats"}', 'houses')).toThrow(
    'The input names the job "flats", but the command houses: leave "job" out of the input.',
  );
});

describe('fields as options', () => {
  test.each<[string, Record<string, unknown>]>([
    ['--trials 20 --strategy halton', { trials: 20, strategy: 'halton' }],
    ['--trials=20', { trials: 20 }],
    ['--space {"C":[1,10]}', { space: { C: [1, 10] } }],
    ['--points s3://lake/points/a.json', { points: 's3://lake/points/a.json' }],
    ['--unknown true --other 2026-11-30', { unknown: true, other: '2026-11-30' }],
  ])('%s', (words, input) => {
    expect(inputOf('svr-leaderboard', words.split(' '))).toEqual(input);
  });

  test('names of columns are texts, and several stand with commas between them', () => {
    const words = ['--table', 'houses', '--target', '2026', '--features', 'Living Area, rooms'];
    expect(inputOf('svr-leaderboard', words)).toEqual({
      table: 'houses',
      target: '2026',
      features: ['Living Area', 'rooms'],
    });
    expect(inputOf('svr-leaderboard', ['--features', '["a,b"]'])).toEqual({ features: ['a,b'] });
  });

  test('a text stays one, whatever it reads as', () => {
    expect(inputOf('ratings-prep', ['--outputName', '2026', '--maxRounds', '5'])).toEqual({
      outputName: '2026',
      maxRounds: 5,
    });
  });

  test.each([
    [['trials', '20'], 'Fields are given as --<field> <value>, but there is "trials" (see --help).'],
    [['--trials'], '--trials has no value (see --help).'],
    [['--trials', '--seed', '1'], '--trials has no value (see --help).'],
  ])('%j is refused', (words, message) => {
    expect(() => inputOf('svr-leaderboard', words)).toThrow(message);
  });

  test('no field of a machine is called as an option of the command', () => {
    const folder = join(projectRoot, 'statemachines/inputs');
    const fields = readdirSync(folder)
      .filter((file) => file.endsWith('.schema.json') && !file.startsWith('nightly'))
      .flatMap((file) => {
        const schema = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { properties: object };
        return Object.keys(schema.properties);
      });
    const options = [
      'machine',
      'description',
      'tag',
      'night',
      'no-night',
      'help',
      'home',
      'package',
      'stage',
      'json',
      'version',
    ];
    expect(fields).toContain('trials');
    expect(fields.filter((field) => options.includes(field))).toEqual([]);
  });
});
