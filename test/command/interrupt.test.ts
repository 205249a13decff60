import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { small } from '../support/lake.ts';
import { descendantsOf, isAlive } from '../../verify/kills/processes.ts';
import { shareAcceptedQueries } from '../../local/test/support/accepted-queries.ts';
import { projectRoot } from '../support/pipeline.ts';

const program = join(projectRoot, 'dist/nocturne.js');

interface Execution {
  status: string;
  error?: string;
}

let scratch: string;
let home: string;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'nocturne-interrupt-'));
  home = join(scratch, 'home');
  shareAcceptedQueries(home);
  const imported = nocturne('import', '--samples', '--customers', '300');
  expect(imported).toMatchObject({ status: 0 });
}, 300_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function nocturne(...args: string[]) {
  return spawnSync(process.execPath, [program, '--home', home, ...args], { encoding: 'utf8' });
}

function documents(directory: string, name: RegExp): unknown[] {
  if (!existsSync(directory)) return [];
  return (readdirSync(directory, { recursive: true }) as string[])
    .filter((path) => name.test(path))
    .map((path) => JSON.parse(readFileSync(join(directory, path), 'utf8')) as unknown);
}

const queryStates = () =>
  (documents(join(home, 'athena'), /^[\w-]+\.json$/) as { execution: { Status: { State: string } } }[]).map(
    ({ execution }) => execution.Status.State,
  );

const leftIn = (folder: string) => {
  const path = join(home, folder);
  return existsSync(path) ? readdirSync(path) : [];
};

test('Ctrl-C stops the execution, its children and its queries, and leaves nothing behind', async () => {
  const input = join(scratch, 'input.json');
  writeFileSync(input, JSON.stringify(small));
  const args = ['run', 'nightly', '--name', 'night', '--input', input, '--json'];
  const run = spawn(process.execPath, [program, '--home', home, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  run.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  run.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  while (run.exitCode === null && !queryStates().includes('RUNNING')) await sleep(5);
  const children = descendantsOf(run.pid!);
  run.kill('SIGINT');
  const [status] = (await once(run, 'close')) as [number];

  expect(status).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ status: 'ABORTED', error: 'Interrupted' });
  expect(stderr).toContain(`npx nocturne --home ${home} redrive night`);
  const executions = documents(join(home, 'states'), /execution\.json$/) as Execution[];
  // The night and the runs that it had started.
  expect(executions.length).toBeGreaterThan(1);
  expect(executions.filter((execution) => execution.status === 'RUNNING')).toEqual([]);
  expect(queryStates().filter((state) => state === 'RUNNING' || state === 'QUEUED')).toEqual([]);
  expect(children.length).toBeGreaterThan(0);
  expect(children.filter(isAlive)).toEqual([]);
  expect([leftIn('tmp'), leftIn('clients'), existsSync(join(home, 'runtime.json'))]).toEqual([[], [], false]);
}, 300_000);

test('what was stopped is redriven to its end', () => {
  const again = nocturne('redrive', 'night', '--json');
  expect(again.status).toBe(0);
  expect(JSON.parse(again.stdout)).toMatchObject({ status: 'SUCCEEDED' });
  const refused = nocturne('redrive', 'night');
  expect(refused.status).toBe(1);
  expect(refused.stderr).toMatch(/Execution is SUCCEEDED and cannot be redriven \(ExecutionNotRedrivable\)/);
}, 300_000);

test('stop ends an execution that another command runs', async () => {
  const run = spawn(process.execPath, [program, '--home', home, 'run', 'nightly', '--name', 'stopped'], {
    stdio: 'ignore',
  });
  const record = join(home, 'states/nocturne-dev-nightly/stopped/execution.json');
  while (run.exitCode === null && !existsSync(record)) await sleep(20);
  const exited = once(run, 'exit') as Promise<[number]>;
  const stop = nocturne('stop', 'stopped', '--json');
  expect(stop).toMatchObject({ status: 0 });
  expect(JSON.parse(stop.stdout)).toMatchObject({ status: 'ABORTED', error: 'Stopped' });
  expect((await exited)[0]).toBe(2);
  const again = nocturne('stop', 'stopped');
  expect(again.status).toBe(1);
  expect(again.stderr).toMatch(/stopped has ended as ABORTED/);
}, 300_000);
