import { CommandFailure } from '../failure.ts';
import type { RowProblem } from './check-row.ts';
import { rowCheck } from './check-row.ts';
import type { Change } from './formats/format.ts';
import { printerOf } from './print-rows.ts';
import { repetitionCheck } from './repetition-check.ts';
import type { DeliveredRow } from './rows/row.ts';
import { rowsOf } from './rows/rows-of.ts';
import type { Source } from './source.ts';
import type { Table } from './table.ts';

/** A change made to values of a column on their way, and in how many rows. */
export interface CountedChange extends Change {
  rows: number;
}

/** Counts what passed. */
export interface Passed {
  /** The last line that was read, of the source at hand. */
  line: number;
  /** Of all sources. */
  rows: number;
  changes: CountedChange[];
}

/** What of a file has passed before its first line. */
export const nothingPassed = (): Passed => ({ line: 0, rows: 0, changes: [] });

/** How many wrong rows are told at once. */
const most = 10;

/**
 * Checks every row of the sources and hands on what to store, a piece at a time.
 * @param known ids that the table has already
 * @throws CommandFailure `BadRow` that names file, line, column, rule and value of the first ten
 */
export async function* checkRows(
  sources: Source[],
  table: Table,
  passed: Passed,
  known?: ReadonlySet<string>,
): AsyncGenerator<string> {
  const { print, header } = printerOf(table);
  const problemOf = lineCheck(table, known);
  const problems: string[] = [];
  let piece = header === undefined ? '' : `${header}\n`;
  for (const source of sources) {
    passed.line = 0;
    for await (const row of readOn(source, table, problems)) {
      if (row.isHeader && !row.problem) {
        passed.line = row.line;
        if (piece === '' && passed.rows === 0) piece = `${row.stored}\n`;
        continue;
      }
      const problem = problemOf(row, sources.length > 1 ? source.label : undefined);
      const printed = problem ? { problem } : print(row);
      if (printed.problem) problems.push(placed(source, row, printed.problem));
      if (problems.length >= most) throw badRows(problems, true);
      passed.line = row.line;
      if (problems.length > 0 || printed.text === undefined) continue;
      passed.rows++;
      row.changes?.forEach((change) => count(passed.changes, change));
      piece += `${printed.text}\n`;
      if (piece.length > 65_536) {
        yield piece;
        piece = '';
      }
    }
  }
  if (problems.length > 0) throw badRows(problems, false);
  if (passed.rows > 0) yield piece;
}

/** The rows of a source; where wrong ones are known already, the file's damage behind them is not what to tell. */
async function* readOn(source: Source, table: Table, problems: string[]): AsyncGenerator<DeliveredRow> {
  try {
    yield* rowsOf(source, table);
  } catch (error) {
    if (problems.length === 0) throw error;
    throw badRows(problems, true);
  }
}

function lineCheck({ columns }: Table, known?: ReadonlySet<string>) {
  const check = rowCheck(columns);
  const isRepeated = repetitionCheck(columns, known);
  return ({ problem, value, written, line }: DeliveredRow, label?: string): RowProblem | undefined =>
    problem ?? check(value, written) ?? isRepeated(value as Record<string, unknown>, line, label);
}

function count(changes: CountedChange[], { column, change }: Change): void {
  const known = changes.find((counted) => counted.column === column && counted.change === change);
  if (known) known.rows++;
  else changes.push({ column, change, rows: 1 });
}

function placed({ label, file }: Source, { line }: DeliveredRow, { column, text }: RowProblem): string {
  const kind = file?.endsWith('.parquet') ? 'row' : 'line';
  return `${label}, ${kind} ${line}${column === undefined ? '' : `, column ${column}`}: ${text}.`;
}

/** @param isMore whether there may be more than these */
function badRows(problems: string[], isMore: boolean): CommandFailure {
  const nothing = 'Nothing was imported; the table is as it was.';
  const [only] = problems;
  if (problems.length === 1) return new CommandFailure('BadRow', `${only} ${nothing}`);
  const more = isMore ? [`These are the first ${problems.length} wrong rows; there may be more.`] : [];
  const goOn = 'Correct them, or what the table declares, and look again with --dry-run.';
  return new CommandFailure('BadRow', [...problems, ...more, `${nothing} ${goOn}`].join('\n'));
}
