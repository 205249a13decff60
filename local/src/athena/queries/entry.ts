import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import type { QueryRecord } from './record.ts';

/** What of a query is known without reading its record. Times are milliseconds since the epoch. */
export interface QueryEntry {
  id: string;
  workGroup: string;
  submitted: number;
  /** The same for queries of which one may take the other's result. */
  reuseKey: string;
  /** When its own result was complete; undefined for a query without one. */
  resultSince: number | undefined;
}

export function entryOf(record: QueryRecord): QueryEntry {
  const { QueryExecutionId: id, WorkGroup, Status, Statistics } = record.execution;
  const isSource = Status?.State === 'SUCCEEDED' && !Statistics?.ResultReuseInformation?.ReusedPreviousResult;
  return {
    id,
    workGroup: WorkGroup!,
    submitted: Status!.SubmissionDateTime!.getTime(),
    reuseKey: reuseKey(record),
    resultSince: isSource ? Status.CompletionDateTime!.getTime() : undefined,
  };
}

/** Work group, text, parameters, database, catalog and place of results must be the same. */
export function reuseKey({ execution }: QueryRecord): string {
  const { WorkGroup, Query, ExecutionParameters, QueryExecutionContext, ResultConfiguration } = execution;
  const { Catalog, Database } = QueryExecutionContext ?? {};
  const place = dirname(ResultConfiguration!.OutputLocation!);
  const conditions = [WorkGroup, Query, ExecutionParameters, Catalog?.toLowerCase(), Database, place];
  return createHash('sha256').update(JSON.stringify(conditions)).digest('base64');
}
