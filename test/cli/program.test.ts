import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommandLine } from '../../cli/program.ts';
import { recordingOutput } from './support/recording-output.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

const directory = temporaryDirectory();

async function nocturne(...argv: string[]) {
  const output = recordingOutput({ json: argv.includes('--json') });
  const status = await runCommandLine(argv, output, new AbortController().signal);
  return { status, stdout: output.stdout, stderr: output.stderr };
}

test.each([
  ['an unknown subcommand', ['dance'], /unknown command 'dance'/],
  ['an unknown option', ['run', 'nightly', '--inptu', 'x'], /unknown option '--inptu'/],
  ['a missing argument', ['run'], /missing required argument 'machine'/],
  ['too many arguments', ['clean', 'x'], /too many arguments/],
  [
    'a number that is none',
    ['import', '--samples', '--customers', '1e3'],
    /--customers .* must be a whole number from 1 to/,
  ],
  ['import without a file', ['import', 'bronze_customers'], /Give a table and a file, or --samples alone/],
  ['import of samples into a table', ['import', 'bronze_customers', '--samples'], /Give a table and a file/],
  ['a seed without samples', ['import', 'bronze_customers', 'x', '--seed', '1'], /they need --samples/],
  [
    'an input that is not there',
    ['run', 'nightly', '--input', '/nowhere.json'],
    /input \/nowhere\.json cannot be read: there is no such file/,
  ],
  ['a local subcommand for a stage', ['--stage', 'prod', 'up'], /--stage prod has no meaning for it/],
])('%s is refused', async (_, argv, message) => {
  const { status, stdout, stderr } = await nocturne(...argv);
  expect(stderr).toMatch(message);
  expect(stderr).toMatch(/^nocturne: .*\n$/);
  expect(stdout).toBe('');
  expect(status).toBe(1);
});

test('a refusal is JSON too when that is asked for', async () => {
  const { status, stdout } = await nocturne('import', 'bronze_x', 'file', '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    error: 'UnknownTable',
    cause: expect.stringContaining('bronze_x') as string,
  });
  expect(status).toBe(1);
});

test('a bad file is refused before anything is started', async () => {
  const file = join(directory(), 'customers.jsonl');
  writeFileSync(file, '{"customer_id": 1}\n');
  const home = join(directory(), 'home');
  const { status, stderr } = await nocturne('--home', home, 'import', 'bronze_customers', file);
  expect(stderr).toBe(
    `nocturne: ${file}, line 1, column gender: is missing; every column must be there. ` +
      'Nothing was imported; the table is as it was.\n',
  );
  expect(status).toBe(1);
  expect(existsSync(home)).toBe(false);
});

test('help and its absence', async () => {
  expect((await nocturne('--help')).status).toBe(0);
  const { status, stderr } = await nocturne();
  expect(status).toBe(1);
  expect(stderr).toMatch(/Usage: nocturne/);
});

describe('clean', () => {
  const home = () => join(directory(), 'home');

  test('deletes a home', async () => {
    mkdirSync(join(home(), 's3', 'lake'), { recursive: true });
    writeFileSync(join(home(), 's3', 'lake', 'object'), '');
    writeFileSync(join(home(), 'runtime.json'), '{"pid":0}');
    expect(await nocturne('--home', home(), 'clean')).toMatchObject({
      status: 0,
      stdout: `Deleted ${home()}.\n`,
    });
    expect(existsSync(home())).toBe(false);
    expect((await nocturne('--home', home(), 'clean')).stdout).toBe(
      `There is nothing in ${home()} to delete.\n`,
    );
  });

  test('refuses a directory that holds something else', async () => {
    mkdirSync(join(home(), 's3'), { recursive: true });
    writeFileSync(join(home(), 'thesis.txt'), '');
    const { status, stderr } = await nocturne('--home', home(), 'clean');
    expect(stderr).toMatch(
      /does not look like a home directory of Nocturne: it holds thesis\.txt\. Nothing was deleted/,
    );
    expect(status).toBe(1);
    expect(existsSync(join(home(), 's3'))).toBe(true);
  });

  test('refuses a home that a live process holds', async () => {
    mkdirSync(join(home(), 's3'), { recursive: true });
    writeFileSync(
      join(home(), 'runtime.json'),
      JSON.stringify({ pid: process.ppid, endpoint: 'http://127.0.0.1:1' }),
    );
    const { status, stderr } = await nocturne('--home', home(), 'clean');
    expect(stderr).toMatch(new RegExp(`Process ${process.ppid} uses`));
    expect(status).toBe(1);
    expect(existsSync(join(home(), 's3'))).toBe(true);
  });
});
