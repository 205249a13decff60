import type { GetQueryResultsInput, GetQueryResultsOutput } from '@aws-sdk/client-athena';
import type { Operation } from '../../service.ts';
import { invalidRequest } from '../errors.ts';
import { fileOf, readObjectPermission } from '../permissions.ts';
import type { QueryRecord } from '../queries/record.ts';
import { queryPermissions } from '../query-permissions.ts';
import { columnInfo, lineInfo } from '../results/column-info.ts';
import { readLines } from '../results/read-lines.ts';
import { readPage } from '../results/read-page.ts';
import type { AthenaState } from '../state.ts';

/** AWS's largest page. */
const maxRows = 1000;

/** The rows of a query in pages; the first row of the first page is the header. */
export const getQueryResults: Operation<AthenaState, GetQueryResultsInput, GetQueryResultsOutput> = {
  members: { QueryExecutionId: 'text', MaxResults: 'integer', NextToken: 'text' },
  permissions({ QueryExecutionId }, state) {
    const permissions = queryPermissions('GetQueryResults', state, QueryExecutionId);
    return [...permissions, readObjectPermission(locationOf(state.queries.find(QueryExecutionId!)))];
  },
  async run({ QueryExecutionId, MaxResults = maxRows, NextToken }, state) {
    const record = state.queries.find(QueryExecutionId!);
    checkEnded(record);
    const size = pageSize(MaxResults);
    const isUnload = record.execution.SubstatementType === 'UNLOAD';
    const isData = record.execution.StatementType === 'DML';
    const describe = isData ? columnInfo : lineInfo;
    const read = isData ? readPage : readLines;
    const { rows, nextOffset } = isUnload
      ? { rows: [] }
      : await read(fileOf(state.buckets, locationOf(record)), offsetOf(NextToken), size);
    return {
      UpdateCount: isUnload ? record.rows : 0,
      ResultSet: { Rows: rows, ResultSetMetadata: { ColumnInfo: record.columns.map(describe) } },
      NextToken: nextOffset === undefined ? undefined : String(nextOffset),
    };
  },
};

function locationOf({ execution }: QueryRecord): string {
  return execution.ResultConfiguration!.OutputLocation!;
}

function checkEnded({ execution }: QueryRecord): void {
  const state = execution.Status?.State;
  if (state === 'SUCCEEDED') return;
  if (state === 'QUEUED' || state === 'RUNNING') {
    throw invalidRequest(
      `Query has not yet finished. Current state: ${state}`,
      'INVALID_QUERY_EXECUTION_STATE',
    );
  }
  if (state === 'CANCELLED') throw invalidRequest('Could not find results', 'RESULT_NOT_FOUND');
  throw invalidRequest(
    `Query did not finish successfully. Final query state: ${state}`,
    'INVALID_QUERY_EXECUTION_STATE',
  );
}

function pageSize(asked: number): number {
  if (Number.isInteger(asked) && asked >= 1 && asked <= maxRows) return asked;
  throw invalidRequest(`MaxResults must be from 1 to ${maxRows}, and not ${asked}`);
}

function offsetOf(token: string | undefined): number {
  const offset = Number(token ?? 0);
  if (Number.isInteger(offset) && offset >= 0) return offset;
  throw invalidRequest(`NextToken ${token} is not one that a call returned`);
}
