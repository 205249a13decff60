import { randomUUID } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { QueryError } from '../query-error.ts';
import type { Query } from '../translate/query.ts';
import { quoteText } from '../sql/typed.ts';
import type { Unload } from '../sql/unload.ts';
import { directoryOf } from '../tables/lake.ts';
import { placeFiles } from './place-files.ts';
import { jsonRows, textRows } from './unload-rows.ts';

/**
 * Runs an UNLOAD: DuckDB writes files to a scratch directory, which then go to the target. No rows, no files.
 * @returns the rows and the files' names, `s3://…`
 * @throws QueryError HIVE_PATH_ALREADY_EXISTS when the target is not empty
 */
export async function unload(
  connection: DuckDBConnection,
  query: Query,
  { target, ...layout }: Unload,
  home: { buckets: string; scratch: string },
): Promise<{ rows: number; files: string[] }> {
  checkNames(query);
  const directory = directoryOf(home.buckets, target);
  await checkEmpty(directory, target);
  const scratch = join(home.scratch, `unload-${randomUUID()}`);
  try {
    const written = await copy(connection, query, layout, scratch);
    const paths = written.files.map((file) => join(scratch, file));
    const files = await placeFiles(paths, directory, isGzipText(layout));
    return { rows: written.rows, files: files.map((file) => `${target}${file}`) };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

type Layout = Omit<Unload, 'target'>;

/** The files that have rows, by name, and the number of all rows. */
interface Written {
  files: string[];
  rows: number;
}

async function copy(
  connection: DuckDBConnection,
  query: Query,
  layout: Layout,
  scratch: string,
): Promise<Written> {
  const copied = (await connection.runAndReadAll(copySql(query, layout, scratch))).getRows();
  if (layout.format === 'PARQUET') return parquetFiles(copied as [string, bigint][]);
  const files: string[] = [];
  for (const file of await readdir(scratch)) {
    if ((await stat(join(scratch, file))).size > 0) files.push(file);
  }
  return { files, rows: Number(copied[0]![0]) };
}

/** @param statistics begin with the file's path and its rows */
function parquetFiles(statistics: [string, bigint][]): Written {
  const filled = statistics.filter(([, rows]) => rows > 0n);
  return {
    files: filled.map(([file]) => basename(file)),
    rows: filled.reduce((sum, [, rows]) => sum + Number(rows), 0),
  };
}

function copySql(query: Query, layout: Layout, directory: string): string {
  const options = [...optionsOf(layout), 'PER_THREAD_OUTPUT true', "FILE_EXTENSION 'part'"];
  return `COPY (${rowsOf(query, layout)}) TO ${quoteText(directory)} (${options.join(', ')})`;
}

function rowsOf(query: Query, { format }: Layout): string {
  if (format === 'PARQUET') return query.sql;
  return format === 'JSON' ? jsonRows(query) : textRows(query);
}

function optionsOf({ format, compression, compressionLevel, fieldDelimiter }: Layout): string[] {
  if (format === 'PARQUET') {
    const codec = compression === 'NONE' ? 'uncompressed' : compression.toLowerCase();
    const level = compressionLevel === undefined ? [] : [`COMPRESSION_LEVEL ${compressionLevel}`];
    return ['FORMAT parquet', `COMPRESSION ${codec}`, ...level, 'RETURN_STATS true'];
  }
  const text = ["QUOTE ''", "ESCAPE ''", String.raw`NULLSTR '\N'`, 'HEADER false'];
  return ['FORMAT csv', `DELIMITER ${quoteText(fieldDelimiter)}`, ...text];
}

/** Texts are compressed on their way to the target, Parquet by DuckDB inside its files. */
function isGzipText({ format, compression }: Layout): boolean {
  return format !== 'PARQUET' && compression === 'GZIP';
}

/** Names differ in Athena's files only by more than their case. */
function checkNames({ columns }: Query): void {
  const names = columns.map(({ name }) => name.toLowerCase());
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice === undefined) return;
  throw new QueryError('DUPLICATE_COLUMN_NAME', `Column name '${twice}' specified more than once`);
}

async function checkEmpty(directory: string, target: string): Promise<void> {
  const entries = await readdir(directory).catch(() => []);
  if (entries.length === 0) return;
  throw new QueryError(
    'HIVE_PATH_ALREADY_EXISTS',
    `Target directory already exists: ${target} is not empty. UNLOAD into another prefix, or delete what is there.`,
  );
}
