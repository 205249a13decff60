/** A row as the table has it, but for its types. */
export interface RawRow {
  id: string;
  target: number | null;
  /** In the order of the columns. */
  values: RawValue[];
  /** The split column's value: true or false, a day, or a group. */
  side: string | null;
}

export type RawValue = number | string | null;

export interface RawColumn {
  /** As delivered. */
  name: string;
  kind: 'number' | 'text';
}
