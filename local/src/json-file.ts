import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Replaces a file in one step: who reads it sees the old or the new text, never half of one. */
export function writeJsonFile(path: string, value: unknown): void {
  const temporary = `${path}.tmp`;
  writeFileSync(temporary, JSON.stringify(value, null, 2));
  renameSync(temporary, path);
}

/** The file's value, or undefined when there is no such file. */
export function readJsonFile(path: string, revive?: (member: string, value: unknown) => unknown): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'), revive);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
