import type { ParsedRow } from '../formats/format.ts';

/** A row as it stands in a file. */
export interface DeliveredRow extends ParsedRow {
  /** The line of the file that it begins in, from 1; of Parquet, the number of the row. */
  line: number;
  /** Whether it is the line that names the columns, in files whose lines are stored as they are. */
  isHeader?: boolean;
}
