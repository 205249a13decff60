import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Context } from '../context.ts';
import { CommandFailure } from '../failure.ts';

/** All that Nocturne puts into a home directory; names that begin with `runtime.json` belong to the lock. */
const contents = new Set([
  's3',
  's3-beside',
  's3-metadata',
  'glue',
  'athena',
  'lambda',
  'states',
  'logs',
  'tmp',
  'clients',
]);

/**
 * Makes the home directory if it is not there.
 * @throws CommandFailure UnusableHome
 */
export function makeHome(home: string): void {
  try {
    makeFolders(home);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandFailure(
      'UnusableHome',
      `${home} cannot be made (${code}). Choose another directory with --home.`,
    );
  }
}

/** One folder at a time: below /proc Node's own recursion never ends. */
function makeFolders(directory: string): void {
  if (!existsSync(dirname(directory))) makeFolders(dirname(directory));
  try {
    mkdirSync(directory);
  } catch (error) {
    if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

/**
 * Refuses what only reads or goes on with something where there is nothing yet: a lake made for it would be empty.
 * @throws CommandFailure NoLake
 */
export function requireLake({ home, stage, isForeign }: Context): void {
  if (stage !== undefined || existsSync(home)) return;
  throw new CommandFailure(
    'NoLake',
    `There is no lake in ${home} yet. \`npx nocturne ${isForeign ? 'run' : 'import --samples'}\` makes one; --home names another directory.`,
  );
}

/** What in a directory is not Nocturne's. */
export function foreignEntries(home: string): string[] {
  return readdirSync(home).filter((name) => !contents.has(name) && !name.startsWith('runtime.json'));
}

/** Whether there is anything to delete. */
export function hasContent(home: string): boolean {
  return existsSync(home) && readdirSync(home).length > 0;
}

/** Deletes what Nocturne put there, the lock last, then the directory. */
export async function deleteHome(home: string): Promise<void> {
  for (const name of [...contents]) await rm(join(home, name), { recursive: true, force: true });
  for (const name of readdirSync(home)) await rm(join(home, name), { recursive: true, force: true });
  await rmdir(home);
}
