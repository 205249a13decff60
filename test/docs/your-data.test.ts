/** Follows docs/your-data.md, command by command, in a copy of the project. */
import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bucket, packageDirectory, projectRoot } from '../support/pipeline.ts';
import { copyProject } from '../support/project-copy.ts';
import type { ProjectCopy } from '../support/project-copy.ts';

const page = await readFile(join(projectRoot, 'docs/your-data.md'), 'utf8');
const commands = [...page.matchAll(/\n```sh\n(.*?)```\n/gs)].flatMap(([, block]) =>
  block!.trim().split('\n'),
);

let copy: ProjectCopy;
const printed = new Map<string, string>();

/** The files that one writes by hand, or has written. */
async function declared(): Promise<string[]> {
  const inFolder = async (folder: string) =>
    (await readdir(join(copy.directory, folder))).map((file) => `${folder}/${file}`);
  return [...(await inFolder('lake/tables')), ...(await inFolder('jobs'))];
}

beforeAll(async () => {
  copy = await copyProject();
  await mkdir(join(copy.directory, 'local'));
  for (const part of ['package.json', 'src', 'dist'])
    await cp(join(projectRoot, 'local', part), join(copy.directory, 'local', part), { recursive: true });
  // Newer than the copied sources, or the first command would begin by packaging.
  await cp(packageDirectory, copy.packageDirectory, { recursive: true });
  const before = await declared();
  const shell = promisify(execFile);
  for (const command of commands) {
    const line = command.replace(/^npx nocturne/, `'${process.execPath}' dist/nocturne.js`);
    printed.set(command, (await shell('/bin/sh', ['-c', line], { cwd: copy.directory })).stdout);
  }
  const after = await declared();
  printed.set('files', after.filter((file) => !before.includes(file)).join(' '));
}, 240_000);
afterAll(() => copy.remove());

const publishedBy = async (path: string) =>
  JSON.parse(await readFile(join(copy.directory, '.nocturne/s3', bucket, path), 'utf8')) as Record<
    string,
    unknown
  >;
const printedBy = (beginning: string) =>
  printed.get(commands.find((command) => command.startsWith(`npx nocturne ${beginning}`))!)!;

test('a table and a job are one file each, written by a command', () => {
  expect(printed.get('files')).toBe(
    'lake/tables/shoppers.json lake/tables/votes.json jobs/films.json jobs/income.json',
  );
});

test('the table of the file is shown, and profiled', () => {
  expect(printedBy('table add')).toMatch(/separated by tabs, with a header, 2240 rows, 29 columns/);
  expect(printedBy('table add')).toMatch(/\nDt_Customer +dt_customer +date +04-09-2012/);
  expect(printedBy('table profile')).toContain('may be an id: ID\n');
  expect(printedBy('table profile')).toContain('"Z_Revenue" has the same value in every row');
});

test('the leaderboard stands beside its baselines', async () => {
  expect(printedBy('run income')).toContain('Job income\nLeaderboard: the best 10 of 20');
  expect(printedBy('run income')).toContain('ridge regression is better than the best of the search');
  expect(await publishedBy('published/income/latest.json')).toMatchObject({ trials: 20, failedTrials: [] });
});

test('the ratings are those of the shipped job, whose table has the same rows', () => {
  expect(printedBy('run films')).toMatch(/Ratings for training: \d+ of 100000/);
});

test('a night runs both', () => {
  expect(printedBy('run nightly')).toContain('nightly SUCCEEDED');
  expect(printedBy('run nightly')).toContain('Job films');
});
