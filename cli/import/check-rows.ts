import { CommandFailure } from '../failure.ts';
import type { RowProblem } from './check-row.ts';
import { checkRow, show } from './check-row.ts';
import type { Column, Table } from './schemas.ts';

/** Rows on their way into a table. */
export interface Source {
  /** How messages name it: the file as given. */
  label: string;
  lines: AsyncIterable<Buffer>;
}

/** Counts what passed. */
export interface Passed {
  lines: number;
  /** The lines but for a header. */
  rows: number;
}

/**
 * Checks every line and hands on the lines to store, a piece at a time.
 * @throws CommandFailure `BadRow` that names file, line, column, rule and value
 */
export async function* checkRows(source: Source, table: Table, passed: Passed): AsyncGenerator<string> {
  const checkLine = lineCheck(table, passed);
  let piece = '';
  for await (const line of source.lines) {
    const { text, problem } = checkLine(line);
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

/** What to store for a line, or what is wrong with it. */
interface CheckedLine {
  text?: string;
  problem?: RowProblem;
}

function lineCheck({ columns, format }: Table, passed: Passed): (line: Buffer) => CheckedLine {
  const isRepeated = repetitionCheck(columns);
  return (line) => {
    const text = decode(line);
    if (text === undefined) return { problem: { text: 'must be UTF-8, but holds other bytes' } };
    if (passed.lines === 0 && format.checkHeader) {
      return { text: text.trimEnd(), problem: format.checkHeader(text, columns) };
    }
    const row = format.parse(text, columns);
    const problem =
      row.problem ?? checkRow(columns, row.value) ?? isRepeated(row.value as Values, passed.lines + 1);
    if (problem) return { problem };
    passed.rows++;
    return { text: format.print(row.value, columns, text) };
  };
}

function decode(line: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(line);
  } catch {
    return undefined;
  }
}

type Values = Record<string, unknown>;

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
