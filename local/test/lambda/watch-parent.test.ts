import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programFile } from '../../src/programs.ts';
import { isAlive, until } from '../fixtures/lambda/functions.ts';

/** A runtime in miniature: starts the host, hands it one event and tells the ids of the host and its child. */
const runtime = `
  import { fork } from 'node:child_process';
  const [, , hostFile, root, event] = process.argv;
  const env = { LAMBDA_TASK_ROOT: root, _HANDLER: 'index.handler', PATH: process.env.PATH };
  const host = fork(hostFile, [], { env, detached: true, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  host.stdout.once('data', (data) => console.log(host.pid + ' ' + data));
  host.once('message', () => {
    host.send({ requestId: 'r', functionArn: 'arn', event, deadlineMs: Date.now() + 60_000, endMark: 'end' });
  });`;
const handler = `exports.handler = async ({ busy }) => {
  const { pid } = require('node:child_process').spawn('sleep', ['25'], { stdio: 'inherit' });
  require('node:fs').writeSync(1, pid + '\\n');
  while (busy);
  await new Promise(() => {});
};`;

test.each([{ busy: false }, { busy: true }])(
  'a host with %j ends when the runtime is killed, and so does what its handler started',
  async (event) => {
    const root = mkdtempSync(join(tmpdir(), 'host-'));
    writeFileSync(join(root, 'index.cjs'), handler);
    writeFileSync(join(root, 'runtime.mjs'), runtime);
    const parent = spawn(process.execPath, [
      join(root, 'runtime.mjs'),
      programFile('lambda-host.cjs'),
      root,
      JSON.stringify(event),
    ]);
    const pids = await new Promise<number[]>((resolve) => {
      parent.stdout.once('data', (data: Buffer) => resolve(data.toString().trim().split(' ').map(Number)));
    });
    expect(pids.map(isAlive)).toEqual([true, true]);
    parent.kill('SIGKILL');
    await until(() => !pids.some(isAlive));
    expect(pids.map(isAlive)).toEqual([false, false]);
    rmSync(root, { recursive: true, force: true });
  },
);
