import type { QueryErrorCode } from '../query-error.ts';

/** Why Athena does not run a query; the message says where. */
export type Finding =
  /** It is no SQL. */
  | { kind: 'unparsable'; message: string }
  /** It is SQL that means nothing. */
  | { kind: 'failing'; code: QueryErrorCode; message: string };

/** A query to examine, with the number that its answer bears. */
export interface Question {
  id: number;
  sql: string;
}

export type Answer = { id: number; finding?: Finding } | { id: number; defect: string };
