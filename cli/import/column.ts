/** Types of bronze columns as the catalog declares them. */
export type ColumnType = 'bigint' | 'int' | 'double' | 'boolean' | 'string' | 'array<int>';

/** One column of a table that can be imported. */
export interface Column {
  name: string;
  type: ColumnType;
  /** Whether it tells the rows apart: never null, never twice the same. Any other column may be null. */
  id?: boolean;
  /** A text that says who or what it is: compared with others, so that blanks and words for a missing one count. */
  compared?: boolean;
  /** A text that is never null or empty. */
  filled?: boolean;
  /** Whether an empty text is stored as null: unknown, and not the same as another unknown one. */
  emptyIsNull?: boolean;
  /** The least and the greatest whole number. */
  range?: [number, number];
}
