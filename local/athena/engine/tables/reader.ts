import { quoteText } from '../sql/typed.ts';
import type { SqlType } from '../sql/types.ts';

/** A column that can be read. */
export interface ReadableColumn {
  name: string;
  type: SqlType;
}

/** Reads files as a table's columns. */
export interface Reader {
  /** The table function's call, in DuckDB's text. */
  from: string;
  /** A column's expression on what the function gives. */
  column(column: ReadableColumn): string;
}

export type MakeReader = (
  files: string[],
  columns: ReadableColumn[],
  parameters: Record<string, string>,
) => Reader;

/** Files as DuckDB's list. */
export function fileList(files: string[]): string {
  return `[${files.map(quoteText).join(', ')}]`;
}
