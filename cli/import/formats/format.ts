import type { RowProblem } from '../check-row.ts';
import type { Column } from '../column.ts';

/** How the rows of a table stand in the lines of a file. */
export interface Format {
  /** Checks the first line, in formats where that names the columns. */
  checkHeader?(line: string, columns: Column[]): RowProblem | undefined;
  parse(line: string, columns: Column[]): ParsedRow;
}

/** A value that is stored otherwise than it stands in the file. */
export interface Change {
  column: string;
  change: string;
}

/** A row's values by column, or what keeps it from having any. */
export interface ParsedRow {
  value?: unknown;
  problem?: RowProblem;
  /** The line to store, where the table keeps lines as they are. */
  stored?: string;
  changes?: Change[];
  /** How a column's value is written in the file, where it is a number that a double may not hold. */
  written?: Map<string, string>;
}
