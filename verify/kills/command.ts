import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../cli/paths.ts';

const program = join(projectRoot, 'dist/nocturne.js');

/** Runs the built command in a home; returns its JSON where it is asked for, and throws unless it succeeds. */
export function nocturne(home: string, ...args: string[]): unknown {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, '--home', home, ...args], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`nocturne ${args.join(' ')} exited with ${status}:\n${stdout}${stderr}`);
  return args.includes('--json') ? (JSON.parse(stdout) as unknown) : undefined;
}

/** Starts the built command and lets it run. */
export function spawnNocturne(home: string, ...args: string[]) {
  return spawn(process.execPath, [program, '--home', home, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
}
