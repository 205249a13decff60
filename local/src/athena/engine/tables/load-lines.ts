import type { DuckDBConnection } from '@duckdb/node-api';
import { QueryError } from '../query-error.ts';
import { quoteName } from '../sql/typed.ts';
import { duckType } from '../sql/types.ts';
import { readLines } from './files/lines.ts';
import type { Lines } from './files/lines.ts';
import { objectBytes } from './files/object-bytes.ts';
import type { LakeFile } from './files/object-bytes.ts';
import { BadLine } from './json/json-value.ts';
import { openPlainLines } from './plain-lines.ts';
import type { LineReader, Properties, ReadableColumn } from './reader.ts';
import { openRowWriter } from './row-writer.ts';
import { lineCount } from './serdes/property.ts';

/** Files of text and how they are read. */
export interface Reading {
  files: LakeFile[];
  columns: ReadableColumn[];
  /** All columns of the table that can be read. */
  tableColumns: ReadableColumn[];
  /** How many columns the table has. */
  width: number;
  properties: Properties;
  reader: LineReader;
}

/** Where lines go. */
interface Sink {
  /** Takes lines that stand together. Returns how many; 0 if they are to be taken one by one. */
  block(lines: Lines): Promise<number>;
  line(line: string, valid: boolean): void;
}

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
  const { columns } = reading;
  if (columns.length === 0) return counted(reading, signal);
  const list = columns.map(({ name, type }) => `${quoteName(name)} ${duckType(type)}`);
  await connection.run(`CREATE TEMP TABLE ${quoteName(table)} (${list.join(', ')})`);
  await filled(connection, table, reading, signal);
  return `SELECT * FROM temp.${quoteName(table)}`;
}

/** A query that needs no column needs only the number of rows, so its lines are not understood. */
async function counted(reading: Reading, signal: AbortSignal): Promise<string> {
  let rows = 0;
  const sink: Sink = { block: () => Promise.resolve(0), line: () => rows++ };
  await readFiles(reading, sink, signal);
  return `SELECT NULL FROM range(${rows})`;
}

async function filled(
  connection: DuckDBConnection,
  table: string,
  reading: Reading,
  signal: AbortSignal,
): Promise<void> {
  const { columns, properties, width, reader } = reading;
  const readRow = reader.makeReadRow(columns, properties, width);
  const plain = await openPlainLines(connection, table, reading);
  const writer = await openRowWriter(connection, table);
  const sink: Sink = {
    async block(lines) {
      const count = plain?.count(lines) ?? 0;
      if (count === 0) return 0;
      // The rows stay in their order.
      writer.flush();
      await plain!.load(lines);
      return count;
    },
    line: (line, valid) => writer.add(readRow(line, valid)),
  };
  try {
    await readFiles(reading, sink, signal);
  } finally {
    writer.close();
    plain?.close();
  }
}

async function readFiles({ files, properties }: Reading, sink: Sink, signal: AbortSignal): Promise<void> {
  const header = lineCount(properties, 'skip.header.line.count');
  const footer = lineCount(properties, 'skip.footer.line.count');
  for (const file of files) {
    let number = 0;
    const blocks = readLines(objectBytes(file), file.uri);
    for await (const lines of footer === 0 ? blocks : withoutFooter(blocks, footer)) {
      signal.throwIfAborted();
      const taken = number < header ? 0 : await sink.block(lines);
      number += taken;
      if (taken > 0) continue;
      for (const text of lines.texts()) {
        if (++number > header) takeLine(sink, text, lines.valid, `${file.uri} line ${number}`);
      }
    }
  }
}

function takeLine(sink: Sink, text: string, valid: boolean, where: string): void {
  try {
    sink.line(text, valid);
  } catch (error) {
    if (!(error instanceof BadLine)) throw error;
    throw new QueryError(error.code, `Failed to read file at ${where}: ${error.message}`);
  }
}

/** Holds back so many lines, which are none if the file ends. */
async function* withoutFooter(blocks: AsyncIterable<Lines>, count: number): AsyncGenerator<Lines> {
  let held: string[] = [];
  for await (const { texts, valid } of blocks) {
    const all = [...held, ...texts()];
    held = all.slice(-count);
    yield { texts: () => all.slice(0, -count), valid };
  }
}
