import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CommandFailure } from '../../failure.ts';
import type { Source } from '../source.ts';
import { readLines } from './read-lines.ts';

/**
 * What is given to import: files, folders for the files in them, `-` for standard input.
 * @param encoding what the bytes are, where no mark says it
 * @throws CommandFailure NoFiles for a folder without any
 */
export function sourcesOf(paths: string[], encoding?: string): Source[] {
  return paths.flatMap(filesOf).map((path) => ({
    label: path === '-' ? 'standard input' : path,
    lines: readLines(path, encoding),
    ...(path !== '-' && { file: path }),
  }));
}

/** Files whose names begin with a point or `_` are programs' own. */
function filesOf(path: string): string[] {
  if (path === '-' || !(statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false)) return [path];
  const files = readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^[._]/.test(entry.name))
    .map((entry) => join(path, entry.name))
    .sort();
  if (files.length > 0) return files;
  throw new CommandFailure('NoFiles', `The folder ${path} has no files. Nothing was imported.`);
}
