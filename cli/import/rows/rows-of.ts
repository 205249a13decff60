import { openSync, readSync, closeSync, statSync } from 'node:fs';
import { rejoined } from '../files/rejoined.ts';
import type { Source } from '../source.ts';
import type { Table } from '../table.ts';
import { csvRows } from './csv-rows.ts';
import { jsonArrayRows } from './json-array-rows.ts';
import { lineRows } from './line-rows.ts';
import { parquetRows } from './parquet-rows.ts';
import { jsonLines } from '../formats/json-lines.ts';
import type { DeliveredRow } from './row.ts';

/**
 * The rows of a source. What is Parquet or JSON shows it by its first bytes; anything else is read as the table declares
 * that it is delivered.
 */
export async function* rowsOf(source: Source, table: Table): AsyncGenerator<DeliveredRow> {
  const { columns, form, lineFormat } = table;
  if (source.file !== undefined && isParquet(source.file)) {
    yield* parquetRows(source.file, columns);
    return;
  }
  const [first, lines] = await peek(source.lines);
  const text = first?.toString() ?? '';
  if (isArray(text) && table.stores === 'json') {
    yield* jsonArrayRows(lines, columns);
    return;
  }
  if (form === undefined) {
    yield* lineRows(lines, lineFormat ?? jsonLines, columns);
    return;
  }
  if (/^\ufeff?\s*\{\s*(["}]|$)/.test(text)) {
    yield* lineRows(lines, jsonLines, columns);
    return;
  }
  yield* csvRows(lines, form, columns);
}

/** The rows of JSON, whatever their keys are. */
export async function* anyRows(source: Source): AsyncGenerator<DeliveredRow> {
  const [first, lines] = await peek(source.lines);
  if (isArray(first?.toString() ?? '')) yield* jsonArrayRows(lines, []);
  else yield* lineRows(lines, jsonLines, []);
}

const isArray = (line: string) => /^\ufeff?\s*\[\s*(\{|\]|$)/.test(line);

/** Whether a file, at its beginning, says that it is Parquet. */
export function isParquet(path: string): boolean {
  if (!(statSync(path, { throwIfNoEntry: false })?.isFile() ?? false)) return false;
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(4);
    readSync(file, head, 0, 4, 0);
    return head.toString('latin1') === 'PAR1';
  } finally {
    closeSync(file);
  }
}

/** The first line that is not empty, and all lines. */
async function peek(lines: AsyncIterable<Buffer>): Promise<[Buffer | undefined, AsyncGenerator<Buffer>]> {
  const rest = lines[Symbol.asyncIterator]();
  const seen: Buffer[] = [];
  let found: Buffer | undefined;
  while (found === undefined) {
    const next = await rest.next();
    if (next.done) break;
    seen.push(next.value);
    if (next.value.toString().trim() !== '') found = next.value;
  }
  return [found, rejoined(seen, rest)];
}
