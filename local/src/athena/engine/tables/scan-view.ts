import type { DuckDBConnection } from '@duckdb/node-api';
import { notSupported } from '../query-error.ts';
import type { ColumnOfTable, Storage } from '../protocol.ts';
import { quoteName, quoteText } from '../sql/typed.ts';
import { pathColumn } from '../sql/table-relation.ts';
import { duckType, hiveType, varchar } from '../sql/types.ts';
import type { SqlType } from '../sql/types.ts';
import type { LakeFile } from './files/object-bytes.ts';
import { loadLines } from './load-lines.ts';
import type { Reading } from './load-lines.ts';
import { parquetSql } from './parquet.ts';
import { partitionValue } from './partition-value.ts';
import type { LineReader, ReadableColumn } from './reader.ts';
import { hiveJson } from './serdes/hive-json.ts';
import { lazySimple } from './serdes/lazy-simple.ts';
import { openCsv } from './serdes/open-csv.ts';
import { openXJson } from './serdes/open-x-json.ts';
import { plainJson } from './serdes/plain-json.ts';
import type { Part, TableScan } from './table-scan.ts';

/** The SerDes of text that the local engine reads, by class. https://docs.aws.amazon.com/athena/latest/ug/supported-serdes.html */
const lineReaders: Record<string, LineReader> = {
  'org.openx.data.jsonserde.JsonSerDe': { makeReadRow: openXJson, makePlain: plainJson },
  'org.apache.hive.hcatalog.data.JsonSerDe': { makeReadRow: hiveJson, makePlain: plainJson },
  'org.apache.hadoop.hive.serde2.JsonSerDe': { makeReadRow: hiveJson, makePlain: plainJson },
  'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe': { makeReadRow: lazySimple },
  'org.apache.hadoop.hive.serde2.OpenCSVSerde': { makeReadRow: openCsv },
};
const parquet = 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe';

/** The files of a scan, listed. */
export interface PlannedScan {
  scan: TableScan;
  parts: (Part & { files: LakeFile[] })[];
}

/**
 * Lists what a scan reads. Parts without files have no rows.
 * @throws QueryError NOT_SUPPORTED for another SerDe
 */
export function planScan(scan: TableScan): PlannedScan {
  const parts = scan.parts().map((part) => ({ ...part, files: scan.lake.files(part.storage.location) }));
  const filled = parts.filter(({ files }) => files.length > 0);
  for (const { storage } of filled) checkLibrary(storage);
  return { scan, parts: filled };
}

/**
 * Reads what a scan needs and makes its view: text into tables of the connection, a partition's values as constants.
 * Columns that the query does not need are not read, and are NULL.
 * @param signal ends the reading
 */
export async function openScan(
  connection: DuckDBConnection,
  { scan, parts }: PlannedScan,
  signal: AbortSignal,
): Promise<void> {
  const columns = readable(scan.table.columns);
  const used = columns.filter(({ name }) => scan.used.has(name));
  const branches: string[] = [];
  for (const [index, part] of byPath(parts, scan).entries()) {
    const rows = isParquet(part.storage)
      ? parquetSql(part.files, used)
      : await loadLines(connection, `${scan.view} ${index}`, reading(scan, part, used), signal);
    branches.push(`SELECT ${selectList(scan, columns, part).join(', ')} FROM (${rows})`);
  }
  const nothing = `SELECT ${selectList(scan, columns).join(', ')} WHERE false`;
  const rows = branches.length > 0 ? branches.join(' UNION ALL ') : nothing;
  await connection.run(`CREATE TEMP VIEW ${quoteName(scan.view)} AS ${rows}`);
}

/** Each file by itself where the query asks for its name. */
function byPath(parts: PlannedScan['parts'], { used }: TableScan): PlannedScan['parts'] {
  if (!used.has(pathColumn)) return parts;
  return parts.flatMap((part) => part.files.map((file) => ({ ...part, files: [file] })));
}

function reading(
  scan: TableScan,
  { storage, files }: PlannedScan['parts'][number],
  columns: ReadableColumn[],
): Reading {
  return {
    files,
    columns,
    tableColumns: readable(scan.table.columns),
    width: scan.table.columns.length,
    properties: { ...scan.table.parameters, ...storage.parameters },
    reader: lineReaders[storage.library]!,
  };
}

/** @param part what is read; none where nothing is */
function selectList(
  { table, used }: TableScan,
  columns: ReadableColumn[],
  part?: PlannedScan['parts'][number],
): string[] {
  const values = part?.values;
  const cells = columns.map(({ name, type }) =>
    values && used.has(name) ? quoteName(name) : constant(name, type, 'NULL'),
  );
  const keys = readable(table.partitionKeys).map(({ name, type, ordinal }) => {
    const value = values?.[ordinal];
    return constant(name, type, value === undefined ? 'NULL' : quoteText(partitionValue(name, value, type)));
  });
  const path = part && used.has(pathColumn) ? quoteText(part.files[0]!.uri) : 'NULL';
  return [...cells, ...keys, constant(pathColumn, varchar, path)];
}

function readable(columns: ColumnOfTable[]): ReadableColumn[] {
  return columns.flatMap(({ name, type }, ordinal) => {
    const known = hiveType(type);
    const written = type.toLowerCase().replaceAll(/\s/g, '');
    return known ? [{ name: name.toLowerCase(), type: known, hiveType: written, ordinal }] : [];
  });
}

function constant(name: string, type: SqlType, value: string): string {
  return `CAST(${value} AS ${duckType(type)}) AS ${quoteName(name)}`;
}

const isParquet = ({ library }: Storage) => library === parquet;

function checkLibrary({ library }: Storage): void {
  if (library === parquet || Object.hasOwn(lineReaders, library)) return;
  const known = [...Object.keys(lineReaders), parquet];
  throw notSupported(`tables of SerDe ${library}`, `It reads ${known.join(', ')}.`);
}
