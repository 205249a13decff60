import { notSupported } from '../query-error.ts';
import type { ColumnOfTable, Storage } from '../protocol.ts';
import { quoteName, quoteText } from '../sql/typed.ts';
import { duckType, hiveType } from '../sql/types.ts';
import type { SqlType } from '../sql/types.ts';
import { jsonReader } from './json.ts';
import { openCsvReader, lazySimpleReader } from './text.ts';
import { parquetReader } from './parquet.ts';
import type { MakeReader, ReadableColumn } from './reader.ts';
import type { TableScan } from './table-scan.ts';

/** The SerDes that the local engine reads, by class. https://docs.aws.amazon.com/athena/latest/ug/supported-serdes.html */
const readers: Record<string, MakeReader> = {
  'org.openx.data.jsonserde.JsonSerDe': jsonReader,
  'org.apache.hive.hcatalog.data.JsonSerDe': jsonReader,
  'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe': lazySimpleReader,
  'org.apache.hadoop.hive.serde2.OpenCSVSerde': openCsvReader,
  'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe': parquetReader,
};

/**
 * A scan as a query of all columns: the files of every part that is left, with the partition's values as constants. Parts
 * without files have no rows.
 * @throws QueryError NOT_SUPPORTED for another SerDe
 */
export function scanSql(scan: TableScan): string {
  const { table, lake } = scan;
  const columns = readable(table.columns);
  const keys = readable(table.partitionKeys);
  const branches = scan.parts().flatMap(({ values, storage }) => {
    const files = lake.files(storage.location);
    if (files.length === 0) return [];
    const reader = readerOf(storage)(files, columns, { ...table.parameters, ...storage.parameters });
    const list = [
      ...columns.map((column) => `${reader.column(column)} AS ${quoteName(column.name)}`),
      ...keys.map(({ name, type }, index) => constant(name, type, quoteText(values[index]!))),
    ];
    return `SELECT ${list.join(', ')} FROM ${reader.from}`;
  });
  if (branches.length > 0) return branches.join(' UNION ALL ');
  const nothing = [...columns, ...keys].map(({ name, type }) => constant(name, type, 'NULL'));
  return `SELECT ${nothing.join(', ')} WHERE false`;
}

function readable(columns: ColumnOfTable[]): ReadableColumn[] {
  return columns.flatMap(({ name, type }) => {
    const known = hiveType(type);
    return known ? [{ name: name.toLowerCase(), type: known }] : [];
  });
}

function constant(name: string, type: SqlType, value: string): string {
  return `CAST(${value} AS ${duckType(type)}) AS ${quoteName(name)}`;
}

function readerOf({ library }: Storage): MakeReader {
  const reader = Object.hasOwn(readers, library) ? readers[library] : undefined;
  if (reader) return reader;
  throw notSupported(`tables of SerDe ${library}`, `It reads ${Object.keys(readers).join(', ')}.`);
}
