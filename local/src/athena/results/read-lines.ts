import { readFile } from 'node:fs/promises';
import type { Page } from './read-page.ts';

/** Rows of the result of a statement about the catalog, each a line of its file; the offset is the line's number. */
export async function readLines(file: string, offset: number, size: number): Promise<Page> {
  const lines = (await readFile(file, 'utf8')).split('\n').slice(0, -1);
  const end = offset + size;
  return {
    rows: lines.slice(offset, end).map((line) => ({ Data: [{ VarCharValue: line }] })),
    ...(end < lines.length && { nextOffset: end }),
  };
}
