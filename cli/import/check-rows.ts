import { CommandFailure } from '../failure.ts';
import type { RowProblem } from './check-row.ts';
import { checkRow, show } from './check-row.ts';
import type { Column } from './schemas.ts';

/** Rows on their way into a table. */
export interface Source {
  /** How messages name it: the file as given. */
  label: string;
  lines: AsyncIterable<Buffer>;
}

/** Counts what passed. */
export interface Passed {
  rows: number;
}

/**
 * Checks every line and hands on the rows as JSON Lines with the columns in the catalog's order, a piece at a time.
 * @throws CommandFailure `BadRow` that names file, line, column, rule and value
 */
export async function* checkRows(source: Source, columns: Column[], passed: Passed): AsyncGenerator<string> {
  const isRepeated = repetitionCheck(columns);
  const order = columns.map(({ name }) => name);
  let piece = '';
  for await (const line of source.lines) {
    const number = passed.rows + 1;
    const row = parseLine(line);
    const problem = row.problem ?? checkRow(columns, row.value) ?? isRepeated(row.value as Values, number);
    if (problem) throw badRow(source.label, number, problem);
    passed.rows = number;
    piece += `${JSON.stringify(row.value, order)}\n`;
    if (piece.length > 65_536) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}

type Values = Record<string, unknown>;

function parseLine(line: Buffer): { value?: unknown; problem?: RowProblem } {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(line);
  } catch {
    return { problem: { text: 'must be UTF-8, but holds other bytes' } };
  }
  if (text.trim() === '') return { problem: { text: 'must be a JSON object, but is empty' } };
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { problem: { text: `must be JSON, but is not: ${show(text.trim())}` } };
  }
}

/** Remembers where each id stood first. */
function repetitionCheck(columns: Column[]): (row: Values, line: number) => RowProblem | undefined {
  const seen = columns
    .filter(({ id }) => id)
    .map(({ name }) => ({ name, lines: new Map<unknown, number>() }));
  return (row, line) => {
    for (const { name, lines } of seen) {
      const value = row[name];
      const first = lines.get(value);
      if (first !== undefined) {
        return { column: name, text: `must not repeat, but ${show(value)} stands in line ${first} already` };
      }
      lines.set(value, line);
    }
    return undefined;
  };
}

function badRow(label: string, line: number, { column, text }: RowProblem): CommandFailure {
  const place = `${label}, line ${line}${column === undefined ? '' : `, column ${column}`}`;
  return new CommandFailure('BadRow', `${place}: ${text}. Nothing was imported; the table is as it was.`);
}
