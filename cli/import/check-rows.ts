import { CommandFailure } from '../failure.ts';
import type { RowProblem } from './check-row.ts';
import { checkRow } from './check-row.ts';
import { decodeLine } from './decode-line.ts';
import type { Change } from './formats/format.ts';
import { repetitionCheck } from './repetition-check.ts';
import type { Table } from './table.ts';

/** Rows on their way into a table. */
export interface Source {
  /** How messages name it: the file as given. */
  label: string;
  lines: AsyncIterable<Buffer>;
}

/** A change made to values of a column on their way, and in how many rows. */
export interface CountedChange extends Change {
  rows: number;
}

/** Counts what passed. */
export interface Passed {
  lines: number;
  /** The lines but for a header. */
  rows: number;
  changes: CountedChange[];
}

/** What of a file has passed before its first line. */
export const nothingPassed = (): Passed => ({ lines: 0, rows: 0, changes: [] });

/**
 * Checks every line and hands on the lines to store, a piece at a time. Empty lines at the end are skipped.
 * @throws CommandFailure `BadRow` that names file, line, column, rule and value
 */
export async function* checkRows(source: Source, table: Table, passed: Passed): AsyncGenerator<string> {
  const checkLine = lineCheck(table, passed);
  let piece = '';
  let firstEmpty = 0;
  for await (const bytes of source.lines) {
    const line = decodeLine(bytes);
    if (line.text !== undefined && /^ *$/.test(line.text)) {
      firstEmpty ||= passed.lines + 1;
      continue;
    }
    if (firstEmpty > 0) throw badRow(source.label, firstEmpty, emptyLine);
    const { text, problem } = line.text === undefined ? line : checkLine(line.text);
    if (problem) throw badRow(source.label, passed.lines + 1, problem);
    passed.lines++;
    piece += `${text}\n`;
    if (piece.length > 65_536) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}

const emptyLine = { text: 'must be a row, but is empty; only the last lines may be' };

/** What to store for a line, or what is wrong with it. */
interface CheckedLine {
  text?: string;
  problem?: RowProblem;
}

function lineCheck({ columns, format }: Table, passed: Passed): (line: string) => CheckedLine {
  const isRepeated = repetitionCheck(columns);
  return (line) => {
    if (passed.lines === 0 && format.checkHeader) {
      return { text: line.trimEnd(), problem: format.checkHeader(line, columns) };
    }
    const row = format.parse(line, columns);
    const problem =
      row.problem ??
      checkRow(columns, row.value, row.written) ??
      isRepeated(row.value as Record<string, unknown>, passed.lines + 1);
    if (problem) return { problem };
    passed.rows++;
    row.changes?.forEach((change) => count(passed.changes, change));
    return { text: format.print(row.value, columns, row.line ?? line) };
  };
}

function count(changes: CountedChange[], { column, change }: Change): void {
  const known = changes.find((counted) => counted.column === column && counted.change === change);
  if (known) known.rows++;
  else changes.push({ column, change, rows: 1 });
}

function badRow(label: string, line: number, { column, text }: RowProblem): CommandFailure {
  const place = `${label}, line ${line}${column === undefined ? '' : `, column ${column}`}`;
  return new CommandFailure('BadRow', `${place}: ${text}. Nothing was imported; the table is as it was.`);
}
