import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../support/pipeline.ts';

const parts = [
  'dist',
  'events',
  'functions',
  'infra',
  'jobs',
  'kernels',
  'lake',
  'scripts',
  'sql',
  'statemachines',
];
const files = ['package.json', 'serverless.yml', 'local/package.json', 'local/src', 'local/dist'];

const definition = 'ratings-prep.asl.json';

/** `up` in a copy of the project, whose sources a test may change. */
describe('up packages again by itself', () => {
  let copy: string;
  let up: ChildProcess;
  let told = '';

  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), 'nocturne-again-'));
    for (const path of [...parts, ...files])
      await cp(join(projectRoot, path), join(copy, path), { recursive: true, preserveTimestamps: true });
    // Last, and so newer than the copied folders: else \`up\` would begin by packaging.
    await cp(join(projectRoot, '.serverless'), join(copy, '.serverless'), { recursive: true });
    await symlink(join(projectRoot, 'node_modules'), join(copy, 'node_modules'));
    up = spawn(process.execPath, [program(), 'up'], { stdio: ['ignore', 'pipe', 'pipe'] });
    up.stderr!.on('data', (chunk: Buffer) => (told += chunk.toString()));
    const ended = once(up, 'exit').then(() => Promise.reject(new Error(told)));
    await Promise.race([once(up.stdout!, 'data'), ended]);
  }, 120_000);
  afterAll(async () => {
    const exited = once(up, 'exit');
    up.kill('SIGINT');
    await exited;
    await rm(copy, { recursive: true, force: true });
  });

  const program = () => join(copy, 'dist/nocturne.js');
  const refusal = () =>
    spawnSync(process.execPath, [program(), 'run', 'ratings-prep', '--input', '{"outputNam":1}'], {
      encoding: 'utf8',
    }).stdout;
  async function change(path: string, from: string, to: string): Promise<void> {
    const file = join(copy, 'statemachines', path);
    const text = await readFile(file, 'utf8');
    expect(text).toContain(from);
    await writeFile(file, text.replaceAll(from, to));
  }
  async function hears(words: string): Promise<void> {
    while (!told.includes(words)) await once(up.stderr!, 'data');
    told = '';
  }

  it('tells what is wrong with the sources, and goes on with the package from before', async () => {
    await change(definition, '"Next": "CheckRatings"', '"Next": "Nowhere"');
    await hears('there is no state Nowhere');
    expect(refusal()).toContain('outputNam');
  }, 180_000);

  it('takes the new package for new executions, once the sources are right', async () => {
    // The definition last: what is packaged in between is still refused.
    await change('inputs/ratings-prep.schema.json', '"maxRounds"', '"mostRounds"');
    await change(definition, '"Next": "Nowhere"', '"Next": "CheckRatings"');
    await hears('New executions run the new package');
    expect(refusal()).toContain('mostRounds');
    expect(await readdir(copy)).toEqual(expect.not.arrayContaining([expect.stringMatching(/serverless-/)]));
  }, 180_000);
});
