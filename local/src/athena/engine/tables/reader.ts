import type { DuckDBValue } from '@duckdb/node-api';
import type { SqlType } from '../sql/types.ts';

/** A column that can be read. */
export interface ReadableColumn {
  /** In lower case. */
  name: string;
  type: SqlType;
  /** As the catalog writes it, e.g. `varchar(3)`. */
  hiveType: string;
  /** Its place among the table's columns, from 0. */
  ordinal: number;
}

/** A table's and its SerDe's properties. */
export type Properties = Readonly<Record<string, string>>;

/**
 * Reads a line as the values of columns. The array is used again for the next line.
 * @param valid whether the line's bytes are surely UTF-8
 * @throws BadLine
 */
export type ReadRow = (line: string, valid: boolean) => readonly DuckDBValue[];

/**
 * Prepares the reading of a SerDe's lines.
 * @param columns those that are read
 * @param width how many columns the table has
 * @throws QueryError NOT_SUPPORTED for what the reader would read otherwise than Athena
 */
export type MakeReadRow = (columns: ReadableColumn[], properties: Properties, width: number) => ReadRow;

/** A SerDe's lines: how any is read, and which of them DuckDB reads to the same values. */
export interface LineReader {
  makeReadRow: MakeReadRow;
  makePlain?: MakePlain;
}

/**
 * Lines so plain that DuckDB reads them to the same values, faster.
 * @param columns all of the table
 * @returns undefined where no line is plain
 */
export type MakePlain = (columns: ReadableColumn[], properties: Properties) => Plain | undefined;

export interface Plain {
  /** A sticky expression of a plain line in UTF-8 bytes; undefined if no line like this one is plain. */
  pattern(line: string): RegExp | undefined;
  /** The cells of columns, in SQL of the column `line`. */
  cells(columns: ReadableColumn[]): string;
}
