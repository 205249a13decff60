import { DuckDBDataChunk } from '@duckdb/node-api';
import type { DuckDBConnection, DuckDBType, DuckDBValue } from '@duckdb/node-api';

/** Writes rows to a table. */
export interface RowWriter {
  /** The values are copied. */
  add(row: readonly DuckDBValue[]): void;
  /** Puts into the table what was added. */
  flush(): void;
  close(): void;
}

/** As many rows as DuckDB takes at a time. */
const chunkRows = 2048;

/** @param table one of the connection's own */
export async function openRowWriter(connection: DuckDBConnection, table: string): Promise<RowWriter> {
  const appender = await connection.createAppender(table, 'main', 'temp');
  const types: DuckDBType[] = Array.from({ length: appender.columnCount }, (_, i) => appender.columnType(i));
  const columns = types.map(() => new Array<DuckDBValue>(chunkRows));
  let rows = 0;
  const write = () => {
    if (rows === 0) return;
    const chunk = DuckDBDataChunk.create(types, rows);
    chunk.setColumns(rows === chunkRows ? columns : columns.map((column) => column.slice(0, rows)));
    appender.appendDataChunk(chunk);
    rows = 0;
  };
  return {
    add(row) {
      for (let i = 0; i < columns.length; i++) columns[i]![rows] = row[i]!;
      if (++rows === chunkRows) write();
    },
    flush() {
      write();
      appender.flushSync();
    },
    close() {
      write();
      appender.closeSync();
    },
  };
}
