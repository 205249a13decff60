import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findHostFile } from '../../../local/lambda/host-file.ts';
import { isAlive, until } from '../../fixtures/lambda/functions.ts';

/** A runtime in miniature: starts the host, hands it one event and tells its process id. */
const runtime = `
  import { fork } from 'node:child_process';
  const [, , hostFile, root, event] = process.argv;
  const host = fork(hostFile, [], { env: { LAMBDA_TASK_ROOT: root, _HANDLER: 'index.handler' } });
  host.once('message', () => {
    host.send({ requestId: 'r', functionArn: 'arn', event, deadlineMs: Date.now() + 60_000, endMark: 'end' });
    setTimeout(() => console.log(host.pid), 300);
  });`;
const handler = 'exports.handler = async ({ busy }) => { while (busy); await new Promise(() => {}); };';

test.each([{ busy: false }, { busy: true }])(
  'a host with %j ends when the runtime is killed',
  async (event) => {
    const root = mkdtempSync(join(tmpdir(), 'host-'));
    writeFileSync(join(root, 'index.cjs'), handler);
    writeFileSync(join(root, 'runtime.mjs'), runtime);
    const parent = spawn(process.execPath, [
      join(root, 'runtime.mjs'),
      findHostFile(),
      root,
      JSON.stringify(event),
    ]);
    const pid = await new Promise<number>((resolve) => {
      parent.stdout.once('data', (data: Buffer) => resolve(Number(data.toString())));
    });
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await until(() => !isAlive(pid));
    expect(isAlive(pid)).toBe(false);
    rmSync(root, { recursive: true, force: true });
  },
);
