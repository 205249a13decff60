import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { CommandFailure } from '../failure.ts';
import type { CountedChange, Passed, Source } from './check-rows.ts';
import { checkRows, nothingPassed } from './check-rows.ts';
import { userTable } from '../tables/declarations.ts';
import type { Table } from './table.ts';
import { tableOf } from './table.ts';

/** A table's new content, checked and ready for the upload that commits it. */
export interface PreparedTable {
  table: string;
  rows: number;
  /** What is stored otherwise than the source has it. */
  changes: CountedChange[];
  /** A gzip file beside the lake, named as its object will be. */
  file: string;
  /** Removes the file. */
  discard(): Promise<void>;
}

/** Checks a source's rows while it writes them to a file; the lake is not touched. */
export async function prepareTable(
  name: string,
  source: Source,
  signal: AbortSignal,
): Promise<PreparedTable> {
  const table = tableOf(userTable(name));
  const folder = await mkdtemp(join(tmpdir(), 'nocturne-import-'));
  const discard = () => rm(folder, { recursive: true, force: true });
  try {
    const file = join(folder, table.format.file);
    const { rows, changes } = await writeChecked(source, table, file, signal);
    return { table: table.name, rows, changes, file, discard };
  } catch (error) {
    await discard();
    throw error;
  }
}

async function writeChecked(
  source: Source,
  table: Table,
  file: string,
  signal: AbortSignal,
): Promise<Passed> {
  const passed = nothingPassed();
  try {
    await pipeline(Readable.from(checkRows(source, table, passed)), createGzip(), createWriteStream(file), {
      signal,
    });
  } catch (error) {
    throw error instanceof CommandFailure ? error : unreadable(source, passed, error as Error);
  }
  if (passed.rows > 0) return passed;
  throw new CommandFailure(
    'NoRows',
    `${source.label} has no rows. Nothing was imported; the table is as it was.`,
  );
}

function unreadable(source: Source, { lines }: Passed, error: Error): CommandFailure {
  if (error.name === 'AbortError') {
    return new CommandFailure(
      'Interrupted',
      'Interrupted. Nothing was imported; the table is as it was.',
      130,
    );
  }
  const place = lines === 0 ? '' : ` after line ${lines}`;
  const words = systemErrors[(error as NodeJS.ErrnoException).code ?? ''] ?? error.message;
  return new CommandFailure(
    'UnreadableFile',
    `${source.label} cannot be read${place}: ${words}. Nothing was imported; the table is as it was.`,
  );
}

const systemErrors: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'you have no right to read it',
};
