import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findPackage } from 'template-runtime/template';
import type { Context } from './context.ts';
import { interrupted } from './context.ts';
import { CommandFailure } from './failure.ts';
import { localStage } from './names.ts';
import { packageDirectory, projectRoot } from './paths.ts';

const sources = [
  'serverless.yml',
  'infra',
  'jobs',
  'statemachines',
  'sql',
  'lake/table.schema.json',
  'lake/tables',
  'functions',
  'kernels',
  'scripts/build.mjs',
];

/** When a package was made, in milliseconds since 1970; undefined where there is none. */
export function packagedAt(path: string): number | undefined {
  return statSync(findPackage(path).template, { throwIfNoEntry: false })?.mtimeMs;
}

/** The sources, except some, that have changed since a package was made, as paths below the repository's root. */
export function changedSince(packagedMs: number, except: string[] = []): string[] {
  return sources.filter((path) => !except.includes(path)).flatMap((path) => changedBelow(path, packagedMs));
}

/** A folder stands for a file that was removed from it. */
function changedBelow(path: string, packagedMs: number): string[] {
  const stat = statSync(join(projectRoot, path), { throwIfNoEntry: false });
  if (!stat) return [];
  const within = stat.isDirectory() ? readdirSync(join(projectRoot, path)) : [];
  const changed = within.flatMap((name) => changedBelow(join(path, name), packagedMs));
  return changed.length === 0 && stat.mtimeMs > packagedMs ? [path] : changed;
}

/**
 * Builds and packages the stack, unless its package is there, is for the local stage and newer than the sources. Another
 * service's package is taken as it is.
 * @param except sources whose changes do not matter
 */
export async function ensurePackaged(
  { isForeign, output, signal }: Context,
  except?: string[],
): Promise<void> {
  if (isForeign || isFresh(except)) return;
  output.note(
    'Packaging the stack of serverless.yml, as there is no package of it newer than the sources ...',
  );
  await runPackaging(signal);
}

function isFresh(except?: string[]): boolean {
  const packagedMs = packagedAt(packageDirectory);
  if (packagedMs === undefined || packagedStage() !== localStage) return false;
  return changedSince(packagedMs, except).length === 0;
}

/** A deployment leaves the package of its own stage behind. */
function packagedStage(): string | undefined {
  const file = join(packageDirectory, 'serverless-state.json');
  if (!existsSync(file)) return undefined;
  const state = JSON.parse(readFileSync(file, 'utf8')) as { service?: { provider?: { stage?: string } } };
  return state.service?.provider?.stage;
}

/**
 * Packages again, and puts the old package back where that fails: packaging begins by emptying its folder.
 * @throws CommandFailure PackagingFailed
 */
export async function packageAgain(signal: AbortSignal): Promise<void> {
  const old = `${packageDirectory}-${process.pid}`;
  cpSync(packageDirectory, old, { recursive: true, preserveTimestamps: true });
  try {
    await runPackaging(signal);
  } catch (error) {
    rmSync(packageDirectory, { recursive: true, force: true });
    renameSync(old, packageDirectory);
    throw error;
  } finally {
    rmSync(old, { recursive: true, force: true });
  }
}

async function runPackaging(signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw interrupted();
  const script = 'scripts/package.mjs';
  const child = spawn(process.execPath, [script], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
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
