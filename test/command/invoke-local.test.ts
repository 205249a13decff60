import { execFile, spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { jest } from '@jest/globals';
import { projectRoot } from '../support/pipeline.ts';

jest.setTimeout(240_000);

const program = join(projectRoot, 'dist/nocturne.js');
let scratch: string;
let home: string;
let up: ChildProcess;

/** The variables of the person who types: none of AWS's but those that `env` prints, or that are in the way. */
const variables = { PATH: process.env.PATH, HOME: '', AWS_PROFILE: 'mine', AWS_SESSION_TOKEN: 'old' };

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'nocturne-env-'));
  home = join(scratch, 'home');
  variables.HOME = scratch;
  up = spawn(process.execPath, [program, '--home', home, '--json', 'up'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(up.stdout!, 'data');
  // The table that the event of write-query names; the other events' objects come with `up`.
  const patients = join(projectRoot, 'events/lake/examples/patients/patients.jsonl.gz');
  const { status, stderr } = spawnSync(
    process.execPath,
    [program, '--home', home, 'import', 'patients', patients],
    {
      encoding: 'utf8',
    },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
afterAll(async () => {
  up.kill();
  await once(up, 'close');
  rmSync(scratch, { recursive: true });
});

/** Runs a line in a shell in which the printed variables are set. */
async function inShell(line: string): Promise<string> {
  const script = `eval "$('${process.execPath}' '${program}' --home '${home}' env)" && ${line}`;
  const options = { cwd: projectRoot, env: variables as NodeJS.ProcessEnv };
  return (await promisify(execFile)('/bin/sh', ['-c', script], options)).stdout;
}

const expected: Record<string, object> = {
  'write-query': { columns: { id: { name: 'patient_id', type: 'bigint', kind: 'key' } } },
  'prepare-rows': { trainingRows: 353, testRows: 89, features: 10 },
  'publish-profile': { rows: 442, columns: 3, advice: { ids: ['patient_id'], targets: ['age'] } },
  'plan-trials': { trials: 12 },
  'run-trials': { trials: 4 },
  'publish-leaderboard': { trials: 12, failedTrials: 1 },
  'promote-model': { promoted: true, champion: { run: 'example' } },
  cluster: { customers: 60, pairs: 89, clusters: 4 },
  'fit-kmeans': { k: 4, silhouetteError: null },
  segment: { k: 3, chosenBy: 'elbow', customers: 200 },
};

test('is a test of every function that has an example event', () => {
  const functions = readdirSync(join(projectRoot, 'functions'), { recursive: true, encoding: 'utf8' });
  const names = functions.filter((file) => file.endsWith('handler.ts')).map((file) => file.split('/')[0]);
  expect(Object.keys(expected).sort()).toEqual(names.sort());
});

test.each(Object.entries(expected))('sls invoke local runs %s while up serves', async (name, result) => {
  const printed = await inShell(`node_modules/.bin/sls invoke local -f ${name} -p events/${name}.json`);
  expect(JSON.parse(printed)).toMatchObject(result);
});

test('env prints one JSON object, with the region under both of its names', async () => {
  const printed = JSON.parse(
    await inShell(`'${process.execPath}' '${program}' --home '${home}' --json env`),
  ) as object;
  expect(printed).toEqual({
    AWS_ENDPOINT_URL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  });
});

test('env says where there is no runtime, and makes no home', () => {
  const other = join(scratch, 'other');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, '--home', other, 'env'], {
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain(`No runtime serves ${other}. Start one in another terminal: npx nocturne up`);
  expect(readdirSync(scratch)).not.toContain('other');
});
