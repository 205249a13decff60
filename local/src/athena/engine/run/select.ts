import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Query } from '../translate/query.ts';
import { valueText } from './value-text.ts';

/**
 * Runs a query and writes its rows as Athena does: a header, every value in quotes, NULL empty. The file appears
 * under its name when it is whole. Rows pass in chunks.
 * @returns how many rows there are
 */
export async function writeRows(
  connection: DuckDBConnection,
  query: Query,
  file: string,
  scratch: string,
): Promise<number> {
  const temporary = join(scratch, `result-${randomUUID()}`);
  const handle = await open(temporary, 'wx');
  try {
    await handle.write(`${query.columns.map(({ name }) => quoted(name)).join(',')}\n`);
    const rows = await writeChunks(connection, query, handle);
    await handle.close();
    await mkdir(dirname(file), { recursive: true });
    await rename(temporary, file);
    return rows;
  } catch (error) {
    await handle.close();
    await rm(temporary, { force: true });
    throw error;
  }
}

async function writeChunks(connection: DuckDBConnection, query: Query, handle: FileHandle): Promise<number> {
  const texts = query.columns.map(({ type }) => valueText(type));
  const result = await connection.stream(query.sql);
  let rows = 0;
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    rows += chunk.rowCount;
    const lines = chunk.getRows().map((values) => {
      const cells = values.map((value, index) => texts[index]!(value));
      return `${cells.map((cell) => (cell === undefined ? '' : quoted(cell))).join(',')}\n`;
    });
    await handle.write(lines.join(''));
  }
  return rows;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
