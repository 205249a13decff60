import type { GetQueryExecutionInput, GetQueryExecutionOutput } from '@aws-sdk/client-athena';
import type { Operation } from '../../service.ts';
import { queryPermissions } from '../query-permissions.ts';
import type { AthenaState } from '../state.ts';

export const getQueryExecution: Operation<AthenaState, GetQueryExecutionInput, GetQueryExecutionOutput> = {
  members: { QueryExecutionId: 'text' },
  permissions: ({ QueryExecutionId }, state) =>
    queryPermissions('GetQueryExecution', state, QueryExecutionId),
  run: async ({ QueryExecutionId }, state) => ({
    QueryExecution: state.queries.find(QueryExecutionId!).execution,
  }),
};
