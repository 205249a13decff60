import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { CommandFailure } from '../failure.ts';
import type { Passed, Source } from './check-rows.ts';
import { checkRows } from './check-rows.ts';
import type { Column } from './schemas.ts';
import { tables } from './schemas.ts';

/** A table's new content, checked and ready for the upload that commits it. */
export interface PreparedTable {
  table: string;
  rows: number;
  /** A gzip JSON Lines file beside the lake. */
  file: string;
  /** Removes the file. */
  discard(): Promise<void>;
}

/** The columns of a table that can be imported. */
export function importableColumns(table: string): Column[] {
  const columns = Object.hasOwn(tables, table) ? tables[table] : undefined;
  if (columns) return columns;
  throw new CommandFailure(
    'UnknownTable',
    `There is no table "${table}" to import. There are: ${Object.keys(tables).join(', ')}.`,
  );
}

/** Checks a source's rows while it writes them to a file; the lake is not touched. */
export async function prepareTable(
  table: string,
  source: Source,
  signal: AbortSignal,
): Promise<PreparedTable> {
  const columns = importableColumns(table);
  const folder = await mkdtemp(join(tmpdir(), 'nocturne-import-'));
  const discard = () => rm(folder, { recursive: true, force: true });
  try {
    const file = join(folder, 'data.jsonl.gz');
    return { table, rows: await writeChecked(source, columns, file, signal), file, discard };
  } catch (error) {
    await discard();
    throw error;
  }
}

async function writeChecked(
  source: Source,
  columns: Column[],
  file: string,
  signal: AbortSignal,
): Promise<number> {
  const passed: Passed = { rows: 0 };
  try {
    await pipeline(Readable.from(checkRows(source, columns, passed)), createGzip(), createWriteStream(file), {
      signal,
    });
  } catch (error) {
    throw error instanceof CommandFailure ? error : unreadable(source, passed, error as Error);
  }
  if (passed.rows > 0) return passed.rows;
  throw new CommandFailure(
    'NoRows',
    `${source.label} has no rows. Nothing was imported; the table is as it was.`,
  );
}

function unreadable(source: Source, { rows }: Passed, error: Error): CommandFailure {
  if (error.name === 'AbortError') {
    return new CommandFailure(
      'Interrupted',
      'Interrupted. Nothing was imported; the table is as it was.',
      130,
    );
  }
  const place = rows === 0 ? '' : ` after line ${rows}`;
  return new CommandFailure(
    'UnreadableFile',
    `${source.label} cannot be read${place}: ${error.message}. Nothing was imported; the table is as it was.`,
  );
}
