/** One column of a table that can be imported. */
export interface Column {
  /** The delivered name, in files, messages and stored JSON. */
  name: string;
  /** The name in the catalog. */
  glue: string;
  /** In Glue's words. */
  type: string;
  /** Whether it tells the rows apart: never null, never twice the same. Any other column may be null. */
  id?: boolean | undefined;
  /** A text that says who or what it is: compared with others, so that blanks and words for a missing one count. */
  compared?: boolean | undefined;
  /** Never null; a text that is compared is never empty either. */
  filled?: boolean | undefined;
  /** Whether an empty text is stored as null: unknown, and not the same as another unknown one. */
  emptyIsNull?: boolean | undefined;
  minimum?: number | undefined;
  maximum?: number | undefined;
  /** All that may stand there. */
  values?: readonly (string | number | boolean)[] | undefined;
  /** Whether an array holds nothing twice. */
  uniqueItems?: boolean | undefined;
}
