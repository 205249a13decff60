import { quoteName, quoteText } from '../sql/typed.ts';
import { duckType } from '../sql/types.ts';
import type { LakeFile } from './files/object-bytes.ts';
import type { ReadableColumn } from './reader.ts';

/** A query of Parquet files' columns, which are found by name. */
export function parquetSql(files: LakeFile[], columns: ReadableColumn[]): string {
  const list = files.map(({ path }) => quoteText(path)).join(', ');
  const cells = columns.map(
    ({ name, type }) => `CAST(${quoteName(name)} AS ${duckType(type)}) AS ${quoteName(name)}`,
  );
  return `SELECT ${[...cells, 'NULL'].join(', ')} FROM read_parquet([${list}], hive_partitioning = false)`;
}
