import type { StopQueryExecutionInput, StopQueryExecutionOutput } from '@aws-sdk/client-athena';
import type { Operation } from '../../service.ts';
import { queryPermissions } from '../query-permissions.ts';
import type { AthenaState } from '../state.ts';

export const stopQueryExecution: Operation<AthenaState, StopQueryExecutionInput, StopQueryExecutionOutput> = {
  members: { QueryExecutionId: 'text' },
  permissions: ({ QueryExecutionId }, state) =>
    queryPermissions('StopQueryExecution', state, QueryExecutionId),
  async run({ QueryExecutionId }, state) {
    state.queries.stop(QueryExecutionId!);
    return {};
  },
};
