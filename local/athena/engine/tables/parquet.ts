import { quoteName } from '../sql/typed.ts';
import { duckType } from '../sql/types.ts';
import { fileList } from './reader.ts';
import type { MakeReader } from './reader.ts';

/** Parquet; columns are found by name. */
export const parquetReader: MakeReader = (files) => ({
  from: `read_parquet(${fileList(files)}, hive_partitioning = false)`,
  column: ({ name, type }) => `CAST(${quoteName(name)} AS ${duckType(type)})`,
});
