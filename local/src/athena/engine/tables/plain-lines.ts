import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteName } from '../sql/typed.ts';
import type { Lines } from './files/lines.ts';
import type { LineReader, Properties, ReadableColumn } from './reader.ts';

/** Has DuckDB read lines of which each is plain. */
export interface PlainLines {
  /** How many lines these are; 0 unless each of them is plain. */
  count(lines: Lines): number;
  /** Loads counted lines. */
  load(lines: Lines): Promise<void>;
  close(): void;
}

/** What is loaded, of which table. */
interface Subject {
  reader: LineReader;
  columns: ReadableColumn[];
  tableColumns: ReadableColumn[];
  width: number;
  properties: Properties;
}

const feed = 0x0a;

/** @returns undefined where no line of the table is plain */
export async function openPlainLines(
  connection: DuckDBConnection,
  table: string,
  { reader, columns, tableColumns, width, properties }: Subject,
): Promise<PlainLines | undefined> {
  const plain = tableColumns.length === width ? reader.makePlain?.(tableColumns, properties) : undefined;
  if (!plain) return undefined;
  const lines = `SELECT unnest(string_split(decode($1), chr(${feed}))) AS line`;
  const insert = await connection.prepare(
    `INSERT INTO temp.${quoteName(table)} SELECT ${plain.cells(columns)} FROM (${lines})`,
  );
  return {
    count({ bytes, valid }) {
      if (!valid || !bytes) return 0;
      const pattern = plain.pattern(firstLine(bytes));
      return pattern ? matches(pattern, bytes.toString('latin1')) : 0;
    },
    async load({ bytes }) {
      insert.bindBlob(1, withoutLastFeed(bytes!));
      await insert.run();
    },
    // It would keep the connection's tables until it is collected.
    close: () => insert.destroySync(),
  };
}

function firstLine(bytes: Buffer): string {
  const end = bytes.indexOf(feed);
  return bytes.toString('latin1', 0, end < 0 ? bytes.length : end);
}

/** How often the expression follows itself through the whole text; 0 where it does not. */
function matches(pattern: RegExp, text: string): number {
  let count = 0;
  for (pattern.lastIndex = 0; pattern.lastIndex < text.length; count++) {
    if (!pattern.test(text)) return 0;
  }
  return count;
}

function withoutLastFeed(bytes: Buffer): Buffer {
  return bytes.at(-1) === feed ? bytes.subarray(0, -1) : bytes;
}
