import type { Storage, TableSource } from '../protocol.ts';
import type { Lake } from './lake.ts';

/** One reading of a table. Each place that names the table has its own. */
export interface TableScan {
  table: TableSource;
  lake: Lake;
  /** Leaves only partitions whose value of a key passes. */
  narrow(key: string, passes: (value: string) => boolean): void;
  /** What is left to read. A table without partition keys is one part without values. */
  parts(): { values: string[]; storage: Storage }[];
}

export function scanOf(table: TableSource, lake: Lake): TableScan {
  let partitions = table.partitions;
  return {
    table,
    lake,
    narrow(key, passes) {
      const index = table.partitionKeys.findIndex(({ name }) => name.toLowerCase() === key);
      partitions = partitions.filter(({ values }) => passes(values[index]!));
    },
    parts: () => (table.partitionKeys.length === 0 ? [{ values: [], storage: table.storage }] : partitions),
  };
}
