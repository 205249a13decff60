/** Runs a build script once, whichever projects ask for it. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const done = new Set();

export function once(script, ...args) {
  const command = [`scripts/${script}`, ...args];
  if (done.has(command.join(' '))) return;
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: root });
  if (status !== 0) throw new Error(`node ${command.join(' ')} failed:\n${stdout}${stderr}`);
  done.add(command.join(' '));
}
