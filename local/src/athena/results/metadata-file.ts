import type { ColumnInfo } from '@aws-sdk/client-athena';

/**
 * The file `<result>.metadata` that Athena writes beside a result and its JDBC driver reads: a Protocol Buffers message
 * of the query's id (1) and one message per column (4). AWS publishes no schema; the numbers of the fields are those that
 * https://github.com/burtcorp/athena-jdbc/blob/master/src/main/java/io/burt/athena/result/AthenaMetaDataParser.java reads.
 */
export function metadataFile(queryExecutionId: string, columns: ColumnInfo[]): Buffer {
  return Buffer.concat([
    text(1, queryExecutionId),
    ...columns.map((column) => bytes(4, columnMessage(column))),
  ]);
}

/** Of `Nullable`, as the driver reads it. */
const nullable = { NOT_NULL: 1, NULLABLE: 2, UNKNOWN: 3 } as const;

function columnMessage(column: ColumnInfo): Buffer {
  return Buffer.concat([
    text(1, column.CatalogName),
    text(4, column.Name),
    text(5, column.Label),
    text(6, column.Type),
    integer(7, column.Precision),
    integer(8, column.Scale),
    integer(9, nullable[column.Nullable ?? 'UNKNOWN']),
    integer(10, Number(column.CaseSensitive)),
  ]);
}

const text = (field: number, value = '') => bytes(field, Buffer.from(value));

function bytes(field: number, value: Buffer): Buffer {
  return Buffer.concat([varint(field * 8 + 2), varint(value.length), value]);
}

function integer(field: number, value = 0): Buffer {
  return Buffer.concat([varint(field * 8), varint(value)]);
}

/** Seven bits to a byte, the lowest first. */
function varint(value: number): Buffer {
  const digits: number[] = [];
  for (; value >= 128; value = Math.floor(value / 128)) digits.push((value % 128) + 128);
  return Buffer.from([...digits, value]);
}
