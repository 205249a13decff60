/** Query result reuse: https://docs.aws.amazon.com/athena/latest/ug/reusing-query-results.html */
import { existsSync } from 'node:fs';
import { ServiceError } from '../../service.ts';
import { fileOf, readObjectPermission } from '../permissions.ts';
import { reuseKey } from './entry.ts';
import type { Ending, Query } from './queries.ts';
import type { Execution } from './execution.ts';
import type { QueryRecord } from './record.ts';

/** What AWS takes where a request names no age. */
const defaultMinutes = 60;

/** The end of a query that takes the result of an earlier one; undefined when it has to run. */
export function reusedEnding(state: Execution, query: Query): Ending | undefined {
  const { Enabled, MaxAgeInMinutes = defaultMinutes } =
    query.record.execution.ResultReuseConfiguration?.ResultReuseByAgeConfiguration ?? {};
  if (!Enabled || query.description.kind !== 'query') return undefined;
  const source = newestResult(state, query.record, Date.now() - MaxAgeInMinutes * 60_000);
  if (!source || !mayRead(state, query, source)) return undefined;
  return {
    status: { State: 'SUCCEEDED' },
    statistics: { DataScannedInBytes: 0, ResultReuseInformation: { ReusedPreviousResult: true } },
    columns: source.columns,
    rows: source.rows,
    resultLocation: source.execution.ResultConfiguration!.OutputLocation,
  };
}

function newestResult(state: Execution, record: QueryRecord, notBefore: number): QueryRecord | undefined {
  const key = reuseKey(record);
  const { id } = state.records
    .entries()
    .filter(({ reuseKey, resultSince = -1 }) => reuseKey === key && resultSince >= notBefore)
    .reduce<{ id?: string }>((_, entry) => entry, {});
  const source = id === undefined ? undefined : state.records.read(id);
  const isThere =
    source && existsSync(fileOf(state.buckets, source.execution.ResultConfiguration!.OutputLocation!));
  return isThere ? source : undefined;
}

/** Who may not read the earlier result has the query run. */
function mayRead(state: Execution, { principal, requestId }: Query, source: QueryRecord): boolean {
  try {
    const permission = readObjectPermission(source.execution.ResultConfiguration!.OutputLocation!);
    state.authorize([permission], { principal, requestId });
    return true;
  } catch (error) {
    if (error instanceof ServiceError) return false;
    throw error;
  }
}
