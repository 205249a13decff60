import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { shareAcceptedQueries } from '../../local/test/support/accepted-queries.ts';
import { projectRoot } from '../support/pipeline.ts';

const program = join(projectRoot, 'dist/nocturne.js');

/** One home, one owner; and no home where none was asked for. */
describe('a home directory', () => {
  let scratch: string;
  let home: string;
  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'nocturne-home-'));
    home = join(scratch, 'home');
    shareAcceptedQueries(home);
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  function nocturne(directory: string, ...args: string[]) {
    return spawnSync(process.execPath, [program, '--home', directory, ...args], { encoding: 'utf8' });
  }

  async function refusalOf(args: string[]) {
    const command = spawn(process.execPath, [program, '--home', home, ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const closed = once(command, 'close') as Promise<[number | null]>;
    const stderr = await text(command.stderr);
    const [status] = await closed;
    return { status, stderr };
  }

  async function start() {
    const up = spawn(process.execPath, [program, '--home', home, '--json', 'up'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(up, 'exit');
    await once(up.stdout, 'data');
    return { up, exited };
  }

  it('that cannot be made is refused at once', async () => {
    const file = join(scratch, 'file');
    await writeFile(file, '');
    const { status, stderr } = nocturne(join(file, 'home'), 'run', 'customer-clusters');
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: `nocturne: ${join(file, 'home')} cannot be made (ENOTDIR). Choose another directory with --home.\n`,
    });
  });

  it.each([
    ['sql', 'SELECT 1'],
    ['history', 'last-night'],
    ['permissions', 'last-night'],
    ['redrive', 'last-night'],
    ['stop', 'last-night'],
    ['clean'],
  ])('is not made by %s', (...args) => {
    const missing = join(scratch, 'missing');
    const { status, stderr, stdout } = nocturne(missing, ...args);
    expect(existsSync(missing)).toBe(false);
    expect(`${status} ${stderr}${stdout}`).toMatch(/^1 .*There is no lake in|^0 There is nothing in/);
  });

  it('stays its owner’s, also while that does not answer', async () => {
    const { up, exited } = await start();
    const lock = await readFile(join(home, 'runtime.json'), 'utf8');
    up.kill('SIGSTOP');
    // A stopped process's port still takes connections, so the lock says one at which nobody listens.
    await writeFile(
      join(home, 'runtime.json'),
      JSON.stringify({ ...(JSON.parse(lock) as object), endpoint: 'http://127.0.0.1:1' }),
    );
    // Each of them waits for an answer for some seconds, so they wait at once.
    const refusals = await Promise.all([['up'], ['clean'], ['sql', 'SELECT 1']].map(refusalOf));
    for (const { status, stderr } of refusals) {
      expect(status).toBe(1);
      expect(stderr).toContain(`Process ${up.pid}`);
    }
    expect(existsSync(join(home, 's3'))).toBe(true);
    up.kill('SIGKILL');
    await exited;
    expect(nocturne(home, 'sql', 'SELECT 1 AS one', '--json').stdout).toContain('"one":1');
  }, 90_000);

  it('served with an old package says so on every run, and names what changed', async () => {
    const { up, exited } = await start();
    const lock = JSON.parse(await readFile(join(home, 'runtime.json'), 'utf8')) as object;
    const run = () => nocturne(home, 'run', 'customer-clusters').stderr;
    expect(run()).not.toContain('Warning');
    await writeFile(join(home, 'runtime.json'), JSON.stringify({ ...lock, packagedMs: 0 }));
    const warning = `Warning: process ${up.pid} runs an older package. Changed since: serverless.yml, infra/`;
    expect(run()).toContain(warning);
    expect(run()).toContain(warning);
    up.kill('SIGTERM');
    await exited;
  }, 90_000);
});

test('the version is the package’s', () => {
  const { stdout } = spawnSync(process.execPath, [program, '--version'], { encoding: 'utf8' });
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
