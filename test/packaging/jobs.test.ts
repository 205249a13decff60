import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { tryDefinition } from '../../local/src/asl/check-definition.ts';
import { checkAlone, definitionOf, machines } from '../statemachines/checked-input.ts';
import { schemas } from '../statemachines/schemas.ts';
import { projectRoot } from '../support/pipeline.ts';

interface Job {
  name: string;
  machine: string;
  input: object;
  night: boolean;
  tag: string;
}
const require = createRequire(import.meta.url);
const { readJobs } = require('../../statemachines/jobs.cjs') as { readJobs: (folder: string) => Job[] };
const { childrenOf } = require('../../statemachines/night.cjs') as { childrenOf: (jobs: Job[]) => unknown[] };
const { jobProblems } = require('../../infra/check-jobs.cjs') as {
  jobProblems: (definition: unknown, tried: typeof tryDefinition) => Promise<string[]>;
};
const { withJobs } = require('../../infra/roles/jobs.cjs') as {
  withJobs: (rights: object, machines: string[]) => unknown;
};

describe('a job', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nocturne-jobs-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const read = (files: Record<string, unknown>) => {
    for (const [name, content] of Object.entries(files)) {
      const text = typeof content === 'string' ? content : JSON.stringify(content);
      writeFileSync(join(folder, `${name}.json`), text);
    }
    return readJobs(folder);
  };
  const houses = { machine: 'svr-leaderboard' };

  test('needs no more than its machine', () => {
    const rest = { input: {}, night: false, machine: 'svr-leaderboard' };
    expect(read({ houses, 'house-prices-of-iowa': houses })).toEqual([
      { ...rest, name: 'house-prices-of-iowa', tag: 'house-prices' },
      { ...rest, name: 'houses', tag: 'houses' },
    ]);
  });

  test.each([
    ['Houses', houses, "jobs/Houses.json: a job's name must be 1 to 40 small letters, digits or hyphens"],
    [
      'a'.repeat(41),
      houses,
      'must be 1 to 40 small letters, digits or hyphens and begin with a letter. Rename it.',
    ],
    ['only', houses, 'no job can be called only: nightly has that name, or a field of it. Rename it.'],
    ['nightly', houses, 'no job can be called nightly: '],
    [
      'ratings-prep',
      houses,
      '"machine" must be ratings-prep, the machine of that name, but was "svr-leaderboard".',
    ],
    ['houses', '{', 'jobs/houses.json: is not JSON: '],
    ['houses', [], 'must be an object such as {"machine": "svr-leaderboard", "input": {}}, but was [].'],
    [
      'houses',
      {},
      '"machine" must be one of customer-clusters, customer-segments, ratings-prep, svr-leaderboard, table-profile, but was not there.',
    ],
    ['houses', { machine: 'svr' }, 'but was "svr".'],
    ['houses', { machine: 'nightly' }, 'but was "nightly".'],
    [
      'houses',
      { ...houses, nights: true },
      '"nights" is unknown. A job takes machine, description, input, night, tag.',
    ],
    ['houses', { ...houses, description: 5 }, '"description" must be a text, but was 5.'],
    ['houses', { ...houses, night: 'yes' }, '"night" must be true or false, but was "yes".'],
    [
      'houses',
      { ...houses, tag: 'house-prices-of-iowa' },
      '"tag" must be 1 to 12 small letters, digits or hyphens, but was "house-prices-of-iowa".',
    ],
    ['houses', { ...houses, tag: 5 }, '"tag" must be 1 to 12 small letters, digits or hyphens, but was 5.'],
    ['houses', { ...houses, input: [] }, '"input" must be an object, but was [].'],
    [
      'houses',
      { ...houses, input: { asOf: '2026-11-30' } },
      '"input" has the field asOf, which belongs to a run and not to a job. Leave it out.',
    ],
    ['houses', { ...houses, input: { job: 'houses' } }, '"input" has the field job, which belongs to a run'],
    [
      'houses',
      { ...houses, input: { points: Array(200).fill({ gamma: 1, C: 1, epsilon: 1 }) } },
      '"input" must be at most 4000 characters, but is ',
    ],
  ])('%s: %j is refused', (name, content, message) => {
    expect(() => read({ [name]: content })).toThrow(message);
  });

  test('has a tag of its own', () => {
    expect(() => read({ houses, flats: { ...houses, tag: 'houses' } })).toThrow(
      'jobs/flats.json and jobs/houses.json have one tag, houses: give one of them another, e.g. "tag": "houses-2".',
    );
    rmSync(join(folder, 'flats.json'));
    expect(() => read({ 'house-prices-1': houses, 'house-prices-2': houses })).toThrow(
      'have one tag, house-prices: give one of them another, e.g. "tag": "house-pric-2".',
    );
  });
});

test('several jobs of one machine are children of one night', () => {
  const job = {
    name: 'houses',
    machine: 'svr-leaderboard',
    input: { trials: 3 },
    night: true,
    tag: 'houses',
  };
  const child = (name: string) => ({
    machine: 'svr-leaderboard',
    base: { trials: 3 },
    name,
    input: `{% $type($states.input.\`${name}\`) = 'object' ? $states.input.\`${name}\` : {} %}`,
    arn: { Ref: 'SvrLeaderboardStateMachine' },
  });
  expect(childrenOf([job, { ...job, name: 'city-flats', tag: 'flats' }])).toEqual([
    { ...child('houses'), tag: 'houses', failure: 'HousesFailed' },
    { ...child('city-flats'), tag: 'flats', failure: 'CityFlatsFailed' },
  ]);
});

describe('the input of a job', () => {
  /** What packaging says of jobs of a machine with these inputs. */
  function problems(machine: string, inputs: Record<string, object>) {
    const definition = structuredClone(definitionOf(machine)) as ReturnType<typeof definitionOf> & {
      States: { ListJobs: { Assign: object } };
    };
    const jobs = Object.entries(inputs).map(([name, input]) => ({ name, input }));
    definition.States.ListJobs.Assign = { jobs: [{ name: machine, input: {} }, ...jobs] };
    return jobProblems(definition, tryDefinition);
  }

  test('is held to the schema of its machine: all mistakes of all jobs', async () => {
    const inputs = {
      houses: { trials: 0, trails: 1 },
      flats: { points: [], trials: 5 },
      good: { trials: 5 },
    };
    expect(await problems('svr-leaderboard', inputs)).toEqual([
      expect.stringMatching(/^jobs\/houses\.json: Unknown field trails\. The input takes .*\btrials, /),
      'jobs/houses.json: trials must be a whole number from 1 to 10000, but was 0.',
      expect.stringMatching(
        /^jobs\/flats\.json: points must be a list of 1 to 10000 objects .* but was a list of 0\.$/,
      ),
      'jobs/flats.json: points are evaluated in place of a search: leave trials out, or points.',
    ]);
  });

  test('may name a file of the lake, whose bucket only AWS knows', async () => {
    expect(await problems('svr-leaderboard', { houses: { points: 's3://some-lake/points/a.json' } })).toEqual(
      [],
    );
    expect(await problems('svr-leaderboard', { houses: { points: 's3://some-lake/other/a.json' } })).toEqual([
      expect.stringContaining(
        's3://some-lake/points/<name>.json or .jsonl, but was "s3://some-lake/other/a.json".',
      ),
    ]);
  });

  test('is below what an execution gives, and above the defaults', async () => {
    const houses = { trials: 7, folds: 3, space: { C: [1, 2], gamma: [3, 4] } };
    const jobs = [
      { name: 'svr-leaderboard', input: {} },
      { name: 'houses', input: houses },
    ];
    const tried = checkAlone('svr-leaderboard', '$config');
    tried.States.ListJobs!.Assign = { jobs };
    const given = { job: 'houses', folds: 4, space: { C: [5, 6] } };
    expect(await tryDefinition('run', tried, given)).toMatchObject({
      job: 'houses',
      trials: 7,
      folds: 4,
      seed: 1,
      space: { C: [5, 6], gamma: [3, 4], epsilon: [0.01, 31.6] },
    });
    expect(await tryDefinition('run', tried, {})).toMatchObject({
      job: 'svr-leaderboard',
      trials: 100,
      folds: 5,
    });
    await expect(tryDefinition('run', tried, { job: 'house' })).rejects.toMatchObject({
      error: 'InvalidInput',
    });
    await expect(
      tryDefinition('run', tried, { job: 'houses', points: [{ gamma: 1, C: 1, epsilon: 1 }] }),
    ).rejects.toThrow('leave trials and space out, or points.');
  });
});

describe('the schema of jobs, for editors,', () => {
  const path = join(projectRoot, 'statemachines/job.schema.json');
  const schema = JSON.parse(readFileSync(path, 'utf8')) as {
    properties: { machine: { enum: string[] } };
    allOf: {
      if: { properties: { machine: { const: string } } };
      then: { properties: { input: { $ref: string } } };
    }[];
  };

  test('has every machine that jobs may have, with its input', () => {
    const known = machines.filter((machine) => machine !== 'nightly').sort();
    expect(schema.properties.machine.enum).toEqual(known);
    expect(
      schema.allOf.map((each) => [each.if.properties.machine.const, each.then.properties.input.$ref]),
    ).toEqual(known.map((machine) => [machine, `inputs/${machine}.schema.json`]));
  });

  test('takes the jobs that there are', () => {
    const ajv = new Ajv2020({ strict: false });
    for (const [file, each] of schemas) ajv.addSchema(each, `inputs/${file}`);
    const isValid = ajv.compile(schema);
    for (const file of readdirSync(join(projectRoot, 'jobs'))) {
      const text = readFileSync(join(projectRoot, 'jobs', file), 'utf8');
      expect([file, isValid(JSON.parse(text)), isValid.errors]).toEqual([file, true, null]);
      expect(text).not.toContain('$schema');
    }
    expect(isValid({ machine: 'svr-leaderboard', input: { trials: 0 } })).toBe(false);
    expect(isValid({ machine: 'svr' })).toBe(false);
  });

  test('is what VS Code holds them to', () => {
    const settings = JSON.parse(readFileSync(join(projectRoot, '.vscode/settings.json'), 'utf8')) as {
      'json.schemas': unknown[];
    };
    expect(settings['json.schemas']).toContainEqual({
      fileMatch: ['/jobs/*.json'],
      url: './statemachines/job.schema.json',
    });
  });
});

test('a right for <job> is one for each job of the machine', () => {
  const rights = { writes: ['published/<job>/', 'silver/trials/'], fetchesRows: true };
  expect(withJobs(rights, ['ratings-prep'])).toEqual({
    writes: ['published/ratings-prep/', 'silver/trials/'],
    fetchesRows: true,
  });
});
