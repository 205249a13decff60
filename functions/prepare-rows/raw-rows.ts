import { Failure } from '../../kernels/failure.ts';
import type { RawColumn, RawRow, RawValue } from '../../kernels/rows/raw-row.ts';
import { Sample } from '../../kernels/rows/sample.ts';
import { isObject } from '../shared/event.ts';
import { readRows, type Row } from '../shared/lake/json-lines.ts';
import { listKeys } from '../shared/lake/read.ts';

/** What this function's memory holds with room to spare. */
const mostValues = 10_000_000;

/**
 * The rows that the query unloaded, or so many of them.
 * @param size how many at most, drawn by the seed; null for all
 * @returns the rows, and how many were read
 * @throws Failure InvalidRow, naming row, column and value; TooManyRows when all are more than memory holds
 */
export async function readRawRows(
  prefix: string,
  columns: readonly RawColumn[],
  { size, seed }: { size: number | null; seed: number },
): Promise<{ rows: RawRow[]; read: number }> {
  const most = Math.floor(mostValues / (columns.length + 1));
  const sample = new Sample<RawRow>(Math.min(size ?? most, most), seed);
  let read = 0;
  for await (const row of readRows(await listKeys(prefix), 'InvalidRow')) {
    read++;
    if (size === null && read > most) throw tooMany(columns.length, most);
    sample.add(parseRawRow(row, columns));
  }
  return { rows: sample.rows(), read };
}

/**
 * A row of sql/regression-rows.sql. Athena leaves columns that are NULL out of the JSON that it unloads.
 * @throws Failure InvalidRow
 */
function parseRawRow({ value, where }: Row, columns: readonly RawColumn[]): RawRow {
  const row = isObject(value) ? value : {};
  const { id, side = null, target = null } = row;
  if (typeof id !== 'string') throw invalid(where, 'id', 'not be null', id);
  const lists = { number: row.numbers as unknown[], text: row.texts as unknown[] };
  const next = { number: 0, text: 0 };
  return {
    id,
    target: number(target, id, 'target'),
    values: columns.map(({ name, kind }): RawValue => {
      const cell = lists[kind][next[kind]++] ?? null;
      return kind === 'number' ? number(cell, id, JSON.stringify(name)) : (cell as string | null);
    }),
    side: side as string | null,
  };
}

/** JSON has no NaN: it comes as text, and is a missing value. */
function number(cell: unknown, id: string, column: string): number | null {
  if (cell === null || cell === 'NaN') return null;
  if (typeof cell === 'number') return cell;
  throw invalid(`The row ${id}`, column, 'be a number', cell);
}

function invalid(who: string, column: string, expected: string, cell: unknown): Failure {
  const given = JSON.stringify(cell) ?? 'missing';
  return new Failure(
    'InvalidRow',
    `${who}: ${column} must ${expected}, but is ${given}. Correct it and import it again.`,
  );
}

function tooMany(columns: number, most: number): Failure {
  return new Failure(
    'TooManyRows',
    `The table has more than ${most} rows of ${columns} columns, which do not fit into memory. Set rows to 10000 or less, and so many are drawn.`,
  );
}
