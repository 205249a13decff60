import type { Storage, TableSource } from '../protocol.ts';
import type { Lake } from './lake.ts';

/** One reading of a table. Each place that names the table has its own. */
export interface TableScan {
  table: TableSource;
  lake: Lake;
  /** The view's name in DuckDB, in the connection's own schema. */
  view: string;
  /** The columns that the query needs, in lower case. */
  used: Set<string>;
  /** Leaves only partitions whose value of a key passes; undefined is NULL. */
  narrow(key: string, passes: (value: string | undefined) => boolean): void;
  /** What is left to read. A table without partition keys is one part without values. */
  parts(): Part[];
}

export interface Part {
  /** The keys' values; undefined is NULL. */
  values: (string | undefined)[];
  storage: Storage;
}

/** What stands for NULL among the values of partition keys. */
const nullPartition = '__HIVE_DEFAULT_PARTITION__';

/** @param view a name that no other scan of the query has */
export function scanOf(table: TableSource, lake: Lake, view: string): TableScan {
  let partitions: Part[] = table.partitions.map(({ values, storage }) => ({
    values: values.map((value) => (value === nullPartition ? undefined : value)),
    storage,
  }));
  return {
    table,
    lake,
    view,
    used: new Set(),
    narrow(key, passes) {
      const index = table.partitionKeys.findIndex(({ name }) => name.toLowerCase() === key);
      partitions = partitions.filter(({ values }) => passes(values[index]));
    },
    parts: () => (table.partitionKeys.length === 0 ? [{ values: [], storage: table.storage }] : partitions),
  };
}
