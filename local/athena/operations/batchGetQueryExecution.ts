import type { BatchGetQueryExecutionInput, BatchGetQueryExecutionOutput } from '@aws-sdk/client-athena';
import { ServiceError } from '../../service.ts';
import type { Operation } from '../../service.ts';
import type { QueryRecord } from '../queries/record.ts';
import { workGroupPermission } from '../permissions.ts';
import type { AthenaState } from '../state.ts';

export const batchGetQueryExecution: Operation<
  AthenaState,
  BatchGetQueryExecutionInput,
  BatchGetQueryExecutionOutput
> = {
  members: ['QueryExecutionIds'],
  permissions(input, state) {
    const groups = new Set(found(input, state).map(({ execution }) => execution.WorkGroup!));
    return [...groups].map((group) => workGroupPermission('BatchGetQueryExecution', state, group));
  },
  async run(input, state) {
    const executions = found(input, state).map(({ execution }) => execution);
    const missing = input.QueryExecutionIds!.filter(
      (id) => !executions.some((each) => each.QueryExecutionId === id),
    );
    return {
      QueryExecutions: executions,
      UnprocessedQueryExecutionIds: missing.map((id) => ({
        QueryExecutionId: id,
        ErrorCode: 'INVALID_QUERY_EXECUTION_ID',
        ErrorMessage: `QueryExecution ${id} was not found`,
      })),
    };
  },
};

function found({ QueryExecutionIds }: BatchGetQueryExecutionInput, state: AthenaState): QueryRecord[] {
  return (QueryExecutionIds ?? []).flatMap((id) => {
    try {
      return [state.queries.find(id)];
    } catch (error) {
      if (error instanceof ServiceError) return [];
      throw error;
    }
  });
}
