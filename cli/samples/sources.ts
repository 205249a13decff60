import { join } from 'node:path';
import type { Source } from '../import/source.ts';
import { readLines } from '../import/files/read-lines.ts';
import { projectRoot } from '../paths.ts';

/** How the generated samples are made. */
export interface SampleOptions {
  customers: number;
  seed: number;
}

export const defaultSamples: SampleOptions = { customers: 20_000, seed: 1 };

/** A file of the repository. */
export function shippedFile(path: string): Source {
  return { label: path, lines: readLines(join(projectRoot, path)) };
}

/** Rows that are made, or made of a file. */
export function generated(label: string, rows: Iterable<unknown> | Promise<Iterable<unknown>>): Source {
  return { label, lines: encode(rows) };
}

async function* encode(rows: Iterable<unknown> | Promise<Iterable<unknown>>): AsyncGenerator<Buffer> {
  for (const row of await rows) yield Buffer.from(JSON.stringify(row));
}
