import { randomUUID } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { QueryError, notSupported } from '../query-error.ts';
import type { Query } from '../sql/query.ts';
import { quoteName, quoteText } from '../sql/typed.ts';
import { duckType, isFraction, withWholeDigit } from '../sql/types.ts';
import type { Unload } from '../sql/unload.ts';
import { directoryOf } from '../tables/lake.ts';
import { placeFiles } from './place-files.ts';

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
  const options = [...optionsOf(query, layout), 'PER_THREAD_OUTPUT true', "FILE_EXTENSION 'part'"];
  const rows = layout.format === 'PARQUET' ? query.sql : withLeadingZeros(query);
  return `COPY (${rows}) TO ${quoteText(directory)} (${options.join(', ')})`;
}

/** DuckDB writes a decimal without digits before its point as `.50`, Athena as `0.50`. */
function withLeadingZeros({ sql, columns }: Query): string {
  if (!columns.some(({ type }) => isFraction(type))) return sql;
  const list = columns.map(({ physical, type }) => {
    const name = quoteName(physical);
    return isFraction(type) ? `CAST(${name} AS ${duckType(withWholeDigit(type))}) AS ${name}` : name;
  });
  return `SELECT ${list.join(', ')} FROM (${sql})`;
}

function optionsOf(query: Query, { format, compression, fieldDelimiter }: Layout): string[] {
  if (format === 'PARQUET') {
    const codec = compression === 'NONE' ? 'uncompressed' : compression.toLowerCase();
    return ['FORMAT parquet', `COMPRESSION ${codec}`, 'RETURN_STATS true'];
  }
  if (format === 'JSON') return ['FORMAT json'];
  const array = query.columns.find(({ type }) => type.name === 'array');
  if (array) throw notSupported(`UNLOAD of an array (${array.name}) as TEXTFILE`, 'Use JSON or PARQUET.');
  const text = ["QUOTE ''", "ESCAPE ''", String.raw`NULLSTR '\N'`, 'HEADER false'];
  return ['FORMAT csv', `DELIMITER ${quoteText(fieldDelimiter)}`, ...text];
}

/** Texts are compressed on their way to the target, Parquet by DuckDB inside its files. */
function isGzipText({ format, compression }: Layout): boolean {
  return format !== 'PARQUET' && compression === 'GZIP';
}

async function checkEmpty(directory: string, target: string): Promise<void> {
  const entries = await readdir(directory).catch(() => []);
  if (entries.length === 0) return;
  throw new QueryError(
    'HIVE_PATH_ALREADY_EXISTS',
    `Target directory already exists: ${target} is not empty. UNLOAD into another prefix, or delete what is there.`,
  );
}
