import { createWriteStream } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { CommandFailure } from '../failure.ts';
import type { Declaration } from '../tables/declarations.ts';
import type { CountedChange, Passed } from './check-rows.ts';
import { checkRows, nothingPassed } from './check-rows.ts';
import { printerOf } from './print-rows.ts';
import { isParquet } from './rows/rows-of.ts';
import type { Source } from './source.ts';
import type { Table } from './table.ts';
import { tableOf } from './table.ts';

/** A table's new content, checked and ready for the upload that commits it. */
export interface PreparedTable {
  /** Glue's name. */
  table: string;
  rows: number;
  /** What is stored otherwise than the source has it. */
  changes: CountedChange[];
  /** A gzip file beside the lake, named as its object will be. */
  file: string;
  /** Removes the file. */
  discard(): Promise<void>;
}

/**
 * Checks the rows of sources while it writes them to a file; the lake is not touched.
 * @param known ids that the table has already
 */
export async function prepareTable(
  declaration: Declaration,
  sources: Source[],
  signal: AbortSignal,
  known?: ReadonlySet<string>,
): Promise<PreparedTable> {
  const table = tableOf(declaration);
  const folder = await mkdtemp(join(tmpdir(), 'nocturne-import-'));
  const discard = () => rm(folder, { recursive: true, force: true });
  try {
    const file = join(folder, printerOf(table).file);
    const { rows, changes } = await writeChecked(sources, table, file, signal, known);
    if (table.stores === 'parquet') await copyFile(onlyFile(sources), file);
    return { table: table.name, rows, changes, file, discard };
  } catch (error) {
    await discard();
    throw error;
  }
}

/** Parquet is stored as it is delivered. */
function onlyFile(sources: Source[]): string {
  const [only, other] = sources;
  if (only?.file !== undefined && other === undefined && isParquet(only.file)) return only.file;
  throw new CommandFailure(
    'WrongFile',
    'A table of Parquet takes one Parquet file at a time: add others with --append. Nothing was imported; the table is as it was.',
  );
}

async function writeChecked(
  sources: Source[],
  table: Table,
  file: string,
  signal: AbortSignal,
  known?: ReadonlySet<string>,
): Promise<Passed> {
  const passed = nothingPassed();
  const label = sources.map((each) => each.label).join(', ');
  try {
    const text = Readable.from(checkRows(sources, table, passed, known));
    await pipeline(text, createGzip(), createWriteStream(file), { signal });
  } catch (error) {
    throw error instanceof CommandFailure ? error : unreadable(label, passed, error as Error);
  }
  if (passed.rows > 0) return passed;
  throw new CommandFailure('NoRows', `${label} has no rows. Nothing was imported; the table is as it was.`);
}

function unreadable(label: string, { line }: Passed, error: Error): CommandFailure {
  if (error.name === 'AbortError') {
    return new CommandFailure(
      'Interrupted',
      'Interrupted. Nothing was imported; the table is as it was.',
      130,
    );
  }
  const place = line === 0 ? '' : ` after line ${line}`;
  const words = systemErrors[(error as NodeJS.ErrnoException).code ?? ''] ?? error.message;
  return new CommandFailure(
    'UnreadableFile',
    `${label} cannot be read${place}: ${words}. Nothing was imported; the table is as it was.`,
  );
}

const systemErrors: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'you have no right to read it',
};
