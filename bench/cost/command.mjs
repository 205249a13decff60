import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure } from '../process.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const command = join(root, 'dist/nocturne.js');

/** Runs the command in a home; what `measure` gives. */
export function nocturne(home, ...args) {
  return measure(process.execPath, [command, '--home', home, ...args]);
}

/** The rows of a statement as objects. */
export async function sql(home, statement) {
  return JSON.parse((await nocturne(home, 'sql', statement, '--json')).stdout);
}

export async function bytesBelow(path) {
  const names = await readdir(path, { recursive: true });
  const stats = await Promise.all(names.map((name) => stat(join(path, name))));
  return stats.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
}
