import type { TableScan } from '../tables/table-scan.ts';
import type { Relation } from './scope.ts';
import { quoteName } from './typed.ts';
import { hiveType } from './types.ts';

/**
 * A table as FROM's relation: its columns, then those of its partitions.
 * @param own its name in DuckDB
 */
export function tableRelation(scan: TableScan, alias: string, own: string): Relation {
  const { columns, partitionKeys } = scan.table;
  const column = ({ name, type }: { name: string; type: string }) => ({
    name: name.toLowerCase(),
    sql: `${quoteName(own)}.${quoteName(name.toLowerCase())}`,
    type: hiveType(type),
  });
  return {
    alias,
    columns: [...columns.map(column), ...partitionKeys.map((key) => ({ ...column(key), partitionOf: scan }))],
  };
}
