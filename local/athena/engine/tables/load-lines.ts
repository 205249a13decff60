import type { DuckDBConnection } from '@duckdb/node-api';
import { QueryError } from '../query-error.ts';
import { quoteName } from '../sql/typed.ts';
import { duckType } from '../sql/types.ts';
import { readLines } from './files/lines.ts';
import type { Lines } from './files/lines.ts';
import { objectBytes } from './files/object-bytes.ts';
import type { LakeFile } from './files/object-bytes.ts';
import { BadLine } from './json/json-value.ts';
import type { MakeReadRow, Properties, ReadableColumn, ReadRow } from './reader.ts';
import { openRowWriter } from './row-writer.ts';
import { lineCount } from './serdes/property.ts';

/** Files of text and how they are read. */
export interface Reading {
  files: LakeFile[];
  columns: ReadableColumn[];
  /** How many columns the table has. */
  width: number;
  properties: Properties;
  makeReadRow: MakeReadRow;
}

/** Takes a line's values; none where no column is needed. */
type TakeRow = (line: string, valid: boolean) => void;

/**
 * Reads files of text into a table of the connection's own.
 * @returns a query of its rows
 */
export async function loadLines(
  connection: DuckDBConnection,
  table: string,
  reading: Reading,
  signal: AbortSignal,
): Promise<string> {
  const { columns, properties, width, makeReadRow } = reading;
  if (columns.length === 0) return counted(reading, signal);
  const list = columns.map(({ name, type }) => `${quoteName(name)} ${duckType(type)}`);
  await connection.run(`CREATE TEMP TABLE ${quoteName(table)} (${list.join(', ')})`);
  const readRow: ReadRow = makeReadRow(columns, properties, width);
  const writer = await openRowWriter(connection, table);
  try {
    await readFiles(reading, (line, valid) => writer.add(readRow(line, valid)), signal);
  } finally {
    writer.close();
  }
  return `SELECT * FROM temp.${quoteName(table)}`;
}

/** A query that needs no column needs only the number of rows, so its lines are not understood. */
async function counted(reading: Reading, signal: AbortSignal): Promise<string> {
  let rows = 0;
  await readFiles(reading, () => rows++, signal);
  return `SELECT NULL FROM range(${rows})`;
}

async function readFiles({ files, properties }: Reading, take: TakeRow, signal: AbortSignal): Promise<void> {
  const header = lineCount(properties, 'skip.header.line.count');
  const footer = lineCount(properties, 'skip.footer.line.count');
  for (const file of files) {
    let number = 0;
    for await (const { texts, valid } of withoutFooter(readLines(objectBytes(file), file.uri), footer)) {
      signal.throwIfAborted();
      for (const text of texts) {
        if (++number > header) takeLine(take, text, valid, `${file.uri} line ${number}`);
      }
    }
  }
}

function takeLine(take: TakeRow, text: string, valid: boolean, where: string): void {
  try {
    take(text, valid);
  } catch (error) {
    if (!(error instanceof BadLine)) throw error;
    throw new QueryError(error.code, `Failed to read file at ${where}: ${error.message}`);
  }
}

/** Holds back so many lines, which are none if the file ends. */
async function* withoutFooter(blocks: AsyncIterable<Lines>, count: number): AsyncGenerator<Lines> {
  let held: string[] = [];
  for await (const { texts, valid } of blocks) {
    const all = [...held, ...texts];
    held = count === 0 ? [] : all.slice(-count);
    yield { texts: count === 0 ? texts : all.slice(0, -count), valid };
  }
}
