import { existsSync, readdirSync } from 'node:fs';
import { rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';

/** All that Nocturne puts into a home directory; names that begin with `runtime.json` belong to the lock. */
const contents = new Set([
  's3',
  's3-metadata',
  'glue',
  'athena',
  'lambda',
  'states',
  'logs',
  'tmp',
  'clients',
]);

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
  for (const name of readdirSync(home)) await rm(join(home, name), { force: true });
  await rmdir(home);
}
