import type { QueryExecution } from '@aws-sdk/client-athena';
import type { SqlType } from '../engine/sql/types.ts';

/** What is kept of a query, `<home>/athena/<id>.json`. */
export interface QueryRecord {
  execution: QueryExecution & { QueryExecutionId: string };
  /** The result's columns, when it succeeded. */
  columns: { name: string; type: SqlType }[];
  /** The rows of the result, or those that UNLOAD wrote. */
  rows: number;
}
