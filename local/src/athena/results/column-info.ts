import type { ColumnInfo } from '@aws-sdk/client-athena';
import type { SqlType } from '../engine/sql/types.ts';

/** What Athena reports as each type's precision. */
const precisions: Record<SqlType['name'], number> = {
  boolean: 0,
  tinyint: 3,
  smallint: 5,
  integer: 10,
  bigint: 19,
  real: 17,
  double: 17,
  decimal: 0,
  varchar: 2147483647,
  date: 0,
  timestamp: 3,
  'timestamp with time zone': 3,
  'interval day to second': 0,
  'interval year to month': 0,
  json: 0,
  array: 0,
  map: 0,
  unknown: 0,
};

/** A result column as Athena describes it. https://docs.aws.amazon.com/athena/latest/APIReference/API_ColumnInfo.html */
export function columnInfo({ name, type }: { name: string; type: SqlType }): ColumnInfo {
  return {
    CatalogName: 'hive',
    SchemaName: '',
    TableName: '',
    Name: name,
    Label: name,
    Type: type.name === 'real' ? 'float' : type.name,
    Precision: type.name === 'decimal' ? type.precision : precisions[type.name],
    Scale: type.name === 'decimal' ? type.scale : 0,
    Nullable: 'UNKNOWN',
    CaseSensitive: type.name === 'varchar',
  };
}

/** A column of a statement about the catalog: text of Hive's, not of SQL. */
export function lineInfo(column: { name: string; type: SqlType }): ColumnInfo {
  return { ...columnInfo(column), Type: 'string', Precision: 0, CaseSensitive: false };
}
