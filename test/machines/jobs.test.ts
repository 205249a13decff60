/** Fifty jobs, two of them regressions of one night, in a copy of the project to which the command adds them. */
import { spawnSync } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { loadStack, resourcesOfType } from 'template-runtime/template';
import { packageDirectory, patientsFile, Pipeline } from '../support/pipeline.ts';
import { copyProject } from '../support/project-copy.ts';
import type { ProjectCopy } from '../support/project-copy.ts';

let copy: ProjectCopy;
let pipeline: Pipeline;

/** As a deployment of all the project's files would have it. */
function nocturne(...args: string[]) {
  const command = [join(copy.directory, 'dist/nocturne.js'), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  return { status, stdout, stderr };
}

const regression = ['--machine', 'svr-leaderboard', '--trials', '4', '--folds', '2'];

beforeAll(async () => {
  copy = await copyProject();
  // What the other jobs are: of every machine, with the longest names.
  const machines = ['svr-leaderboard', 'customer-clusters', 'customer-segments', 'ratings-prep'];
  for (let i = 5; i < 48; i++) {
    const name = `a-job-with-a-name-as-long-as-there-are-${String(i).padStart(2, '0')}`.slice(-40);
    const job = { machine: machines[i % 4], night: true, tag: `job-${i}` };
    await writeFile(join(copy.directory, 'jobs', `j${name.slice(1)}.json`), JSON.stringify(job));
  }
  // Its check of a job is what the command asks; it is newer than the copied sources.
  await cp(packageDirectory, copy.packageDirectory, { recursive: true });
}, 60_000);
afterAll(async () => {
  await pipeline?.stop();
  await copy.remove();
});

test('a job is written once its machine takes it', () => {
  expect(nocturne('job', 'new', 'unit', ...regression, '--trials', '0')).toEqual({
    status: 1,
    stdout: '',
    stderr:
      'nocturne: jobs/unit.json: trials must be a whole number from 1 to 10000, but was 0. Nothing was written.\n',
  });
  expect(nocturne('job', 'new', 'unit', '--machine', 'svr')).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(
      /"machine" must be one of .*, but was "svr"\. Nothing was written\.\n$/,
    ) as string,
  });
  expect(nocturne('job', 'new', '../unit', ...regression)).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^nocturne: A job's name must be .*, but was "\.\.\/unit"\.\n$/) as string,
  });
});

test('the jobs are listed', async () => {
  for (const [name, scaling] of [
    ['unit', 'unit_norm'],
    ['standard', 'standard_on_train'],
  ] as const) {
    expect(nocturne('job', 'new', name, ...regression, '--scaling', scaling)).toEqual({
      status: 0,
      stdout: `Wrote jobs/${name}.json. Run it: npx nocturne run ${name}\n`,
      stderr: '',
    });
  }
  expect(JSON.parse(await readFile(join(copy.directory, 'jobs/unit.json'), 'utf8'))).toEqual({
    machine: 'svr-leaderboard',
    input: { trials: 4, folds: 2, scaling: 'unit_norm' },
    night: true,
  });
  expect(copy.package()).toMatchObject({ status: 0 });
  const { stdout } = nocturne('job', 'list', '--json');
  const jobs = JSON.parse(stdout) as { name: string; night: boolean }[];
  expect(jobs).toHaveLength(50);
  expect(jobs.at(-1)).toEqual({
    name: 'unit',
    machine: 'svr-leaderboard',
    night: true,
    input: { trials: 4, folds: 2, scaling: 'unit_norm' },
  });
}, 120_000);

interface Policy {
  PolicyDocument: { Statement: unknown };
}

test('fifty jobs keep within what AWS allows, and are readable in the console', () => {
  const stack = loadStack(copy.packageDirectory);
  for (const { properties } of resourcesOfType(stack, 'AWS::StepFunctions::StateMachine')) {
    const text = properties.DefinitionString as string;
    // https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html: 1 MB, of which most are for later.
    expect(text.length).toBeLessThan(100_000);
    const expressions = text.match(/\{% (?:[^"\\]|\\.)* %\}/g)!;
    expect(
      Math.max(...expressions.map((each) => (JSON.parse(`"${each}"`) as string).length)),
    ).toBeLessThanOrEqual(406);
  }
  for (const { logicalId, properties } of resourcesOfType(stack, 'AWS::IAM::Role')) {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: without spaces.
    const size = JSON.stringify((properties.Policies as Policy[]).map((each) => each.PolicyDocument)).length;
    expect([logicalId, size <= 10_240]).toEqual([logicalId, true]);
  }
});

describe('two regressions in one night', () => {
  const night = { only: ['standard', 'unit'], asOf: '2026-11-29' };
  const champion = async (job: string) =>
    JSON.parse(await pipeline.getText(`models/${job}/current.json`)) as Record<string, unknown>;

  beforeAll(async () => {
    pipeline = await Pipeline.start({ packageDirectory: copy.packageDirectory });
    await pipeline.put('bronze/patients/data.jsonl.gz', await patientsFile());
  });

  test('have a run, published files and a champion each', async () => {
    const { status, output } = await pipeline.run('nightly', night, 'night');
    expect(status).toBe('SUCCEEDED');
    expect(output).toMatchObject({
      machines: [
        { job: 'standard', machine: 'svr-leaderboard', runId: 'night-standard-0-0' },
        { job: 'unit', machine: 'svr-leaderboard', runId: 'night-unit-0-0' },
      ],
    });
    expect(await champion('standard')).toMatchObject({
      run: 'night-standard-0-0',
      scaling: 'standard_on_train',
    });
    expect(await champion('unit')).toMatchObject({ run: 'night-unit-0-0', scaling: 'unit_norm' });
    for (const job of ['standard', 'unit']) {
      const latest = await pipeline.getText(`published/${job}/latest.json`);
      expect(JSON.parse(latest)).toMatchObject({ run: `night-${job}-0-0`, trials: 4 });
      expect(await pipeline.getText(`published/${job}/run=night-${job}-0-0/leaderboard.json`)).toBe(latest);
    }
    const keys = Object.keys(await pipeline.listLake());
    expect(keys.filter((key) => /^(published|models)\/svr-leaderboard\//.test(key))).toEqual([]);
  });

  test('are started alone as well, with other fields above the job’s', async () => {
    const before = await pipeline.getText('models/standard/current.json');
    const { output } = await pipeline.run('svr-leaderboard', { job: 'unit', trials: 5 }, 'alone');
    expect(output).toMatchObject({
      trials: 5,
      published: expect.arrayContaining([
        expect.stringMatching(/\/published\/unit\/run=alone\/leaderboard\.json$/),
      ]) as unknown,
    });
    expect(JSON.parse(await pipeline.getText('models/unit/run=alone/model.json'))).toMatchObject({
      scaling: { method: 'unit_norm' },
      folds: 2,
    });
    expect(await pipeline.getText('models/standard/current.json')).toBe(before);
    // The same seed drew four trials in the night that are among these five.
    const allTime = JSON.parse(await pipeline.getText('published/unit/all-time.json')) as {
      leaderboard: { run: string; r2_cv: number }[];
    };
    expect(allTime).toMatchObject({
      job: 'unit',
      runs: 2,
      trials: 9,
      latestRuns: ['night-unit-0-0', 'alone'],
    });
    expect(allTime.leaderboard.map(({ run }) => run).sort()).toEqual([
      'alone',
      ...Array<string>(4).fill('night-unit-0-0'),
    ]);
    const figures = allTime.leaderboard.map(({ r2_cv }) => r2_cv);
    expect(figures).toEqual([...figures].sort((a, b) => b - a));
  });

  test('a job of another machine is refused, naming those of this one', async () => {
    const { error, cause } = await pipeline.run('customer-clusters', { job: 'unit' });
    expect(error).toBe('InvalidInput');
    expect(cause).toMatch(/^job must be customer-clusters or j/);
    expect(await pipeline.run('svr-leaderboard', { job: 'units' })).toMatchObject({ error: 'InvalidInput' });
  });

  test('fail by the job’s name, and the other is as it would be', async () => {
    const input = { ...night, unit: { points: [] } };
    expect(await pipeline.run('nightly', input)).toMatchObject({
      error: 'InvalidInput',
      cause: expect.stringMatching(
        /^unit: points must be .*\nunit: points are evaluated in place of a search: leave trials out, or points\.$/,
      ) as string,
    });
    const failing = { ...night, standard: { folds: 100 }, unit: { folds: 3 } };
    await pipeline.put('bronze/patients/data.jsonl.gz', await shortened());
    const { error, cause } = await pipeline.run('nightly', failing, 'half');
    expect(error).toBe('StandardFailed');
    expect(cause).toMatch(
      /^standard failed as run half-standard-0-0 \(TooManyFolds: .*\{"only": \["standard"\]\}/,
    );
    expect(await champion('unit')).toMatchObject({ run: expect.any(String) as string });
    expect(JSON.parse(await pipeline.getText('published/unit/latest.json'))).toMatchObject({
      run: 'half-unit-0-0',
    });
  });
});

/** Too few patients for a hundred folds. */
async function shortened(): Promise<Buffer> {
  const lines = gunzipSync(await patientsFile())
    .toString()
    .split('\n');
  return gzipSync(`${lines.slice(0, 60).join('\n')}\n`);
}
