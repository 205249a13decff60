import type { ColumnOfTable } from '../protocol.ts';
import type { TableScan } from '../tables/table-scan.ts';
import type { Column, Relation } from './scope.ts';
import { quoteName } from './typed.ts';
import { hiveType } from './types.ts';

/** The object that a row stands in, `s3://…`. */
export const pathColumn = '$path';

/**
 * A table as FROM's relation: its columns, then those of its partitions.
 * @param own its name in DuckDB
 */
export function tableRelation(scan: TableScan, alias: string, own: string): Relation {
  const { columns, partitionKeys } = scan.table;
  const column = ({ name, type }: ColumnOfTable, partitionOf?: TableScan): Column => {
    const lower = name.toLowerCase();
    return {
      name: lower,
      // What is never named is never read.
      get sql() {
        scan.used.add(lower);
        return `${quoteName(own)}.${quoteName(lower)}`;
      },
      type: hiveType(type),
      partitionOf,
    };
  };
  const path = column({ name: pathColumn, type: 'string' });
  return {
    alias,
    columns: [
      ...columns.map((one) => column(one)),
      ...partitionKeys.map((key) => column(key, scan)),
      Object.defineProperty(path, 'hidden', { value: true }),
    ],
  };
}
