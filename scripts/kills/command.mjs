import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../dist/nocturne.js', import.meta.url));

/** Runs the built command in a home; returns its JSON where it is asked for, and throws unless it succeeds. */
export function nocturne(home, ...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, '--home', home, ...args], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`nocturne ${args.join(' ')} exited with ${status}:\n${stdout}${stderr}`);
  return args.includes('--json') ? JSON.parse(stdout) : undefined;
}

/** Starts the built command and lets it run. */
export function spawnNocturne(home, ...args) {
  return spawn(process.execPath, [program, '--home', home, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
}
