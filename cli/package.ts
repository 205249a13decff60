import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from './context.ts';
import { interrupted } from './context.ts';
import { CommandFailure } from './failure.ts';
import { localStage } from './names.ts';
import { packageDirectory, projectRoot } from './paths.ts';

const template = join(packageDirectory, 'cloudformation-template-update-stack.json');
const sources = ['serverless.yml', 'infra', 'statemachines', 'sql', 'functions', 'scripts/build.mjs'];

/** Builds and packages the stack, unless its package is there, is for the local stage and newer than the sources. */
export async function ensurePackaged({ output, signal }: Context): Promise<void> {
  if (isFresh()) return;
  output.note(
    'Packaging the stack of serverless.yml, as there is no package of it newer than the sources ...',
  );
  await runPackaging(signal);
}

function isFresh(): boolean {
  if (!existsSync(template) || packagedStage() !== localStage) return false;
  return statSync(template).mtimeMs >= newest(sources.map((path) => join(projectRoot, path)));
}

/** A deployment leaves the package of its own stage behind. */
function packagedStage(): string | undefined {
  const file = join(packageDirectory, 'serverless-state.json');
  if (!existsSync(file)) return undefined;
  const state = JSON.parse(readFileSync(file, 'utf8')) as { service?: { provider?: { stage?: string } } };
  return state.service?.provider?.stage;
}

/** The latest time of change among files and, within folders, all they hold. */
function newest(paths: string[]): number {
  return Math.max(0, ...paths.filter((path) => existsSync(path)).map(changedAt));
}

function changedAt(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  // A folder's own time tells that a file in it was removed.
  return Math.max(stat.mtimeMs, newest(readdirSync(path).map((name) => join(path, name))));
}

async function runPackaging(signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw interrupted();
  const script = 'scripts/package.mjs';
  const child = spawn(process.execPath, [script], { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk));
  const stop = () => child.kill();
  signal.addEventListener('abort', stop, { once: true });
  const [status] = (await once(child, 'close')) as [number | null];
  signal.removeEventListener('abort', stop);
  if (signal.aborted) throw interrupted();
  if (status === 0) return;
  const text = Buffer.concat(printed).toString().trim();
  throw new CommandFailure('PackagingFailed', `Packaging failed (node ${script}):\n${text}`);
}
