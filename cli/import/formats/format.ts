import type { RowProblem } from '../check-row.ts';
import type { Column } from '../column.ts';

/** How the rows of a table stand in the lines of a file. */
export interface Format {
  /** For messages. */
  title: string;
  /** What the table's only object is called. */
  file: string;
  /** Checks the first line, in formats where that names the columns. */
  checkHeader?(line: string, columns: Column[]): RowProblem | undefined;
  parse(line: string, columns: Column[]): ParsedLine;
  /** The line as it is stored. */
  print(row: unknown, columns: Column[], line: string): string;
}

/** A value that is stored otherwise than it stands in the file. */
export interface Change {
  column: string;
  change: string;
}

/** A line's values by column, or what keeps it from having any. */
export interface ParsedLine {
  value?: unknown;
  problem?: RowProblem;
  /** The line with its changes, where the format prints the line and not the values. */
  line?: string;
  changes?: Change[];
  /** How a column's value is written in the file, where it is a number that a double may not hold. */
  written?: Map<string, string>;
}
