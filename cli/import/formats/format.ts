import type { RowProblem } from '../check-row.ts';
import type { Column } from '../schemas.ts';

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

/** A line's values by column, or what keeps it from having any. */
export interface ParsedLine {
  value?: unknown;
  problem?: RowProblem;
}
