import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../cli/paths.ts';
import { measure } from '../process.ts';
import type { Measured } from '../process.ts';

export const command = join(projectRoot, 'dist/nocturne.js');

/** Runs the command in a home; what `measure` gives. */
export function nocturne(home: string, ...args: string[]): Promise<Measured> {
  return measure(process.execPath, [command, '--home', home, ...args]);
}

/** The rows of a statement as objects. */
export async function sql<Row>(home: string, statement: string): Promise<Row[]> {
  return JSON.parse((await nocturne(home, 'sql', statement, '--json')).stdout) as Row[];
}

export async function bytesBelow(path: string): Promise<number> {
  const names = await readdir(path, { recursive: true });
  const stats = await Promise.all(names.map((name) => stat(join(path, name))));
  return stats.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
}
