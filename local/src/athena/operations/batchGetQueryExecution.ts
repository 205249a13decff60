import type { BatchGetQueryExecutionInput, BatchGetQueryExecutionOutput } from '@aws-sdk/client-athena';
import { ServiceError } from '../../service.ts';
import type { Operation } from '../../service.ts';
import { invalidRequest } from '../errors.ts';
import type { QueryRecord } from '../queries/record.ts';
import { workGroupPermission } from '../permissions.ts';
import type { AthenaState } from '../state.ts';

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_BatchGetQueryExecution.html */
const maxIds = 50;

export const batchGetQueryExecution: Operation<
  AthenaState,
  BatchGetQueryExecutionInput,
  BatchGetQueryExecutionOutput
> = {
  members: { QueryExecutionIds: ['text'] },
  permissions(input, state) {
    const groups = new Set(found(input, state).map(({ execution }) => execution.WorkGroup!));
    return [...groups].map((group) => workGroupPermission('BatchGetQueryExecution', state, group));
  },
  async run(input, state) {
    const { QueryExecutionIds: ids = [] } = input;
    if (ids.length < 1 || ids.length > maxIds)
      throw invalidRequest(
        `QueryExecutionIds must be a list of 1 to ${maxIds} ids, and not of ${ids.length}`,
      );
    const executions = found(input, state).map(({ execution }) => execution);
    const missing = ids.filter((id) => !executions.some((each) => each.QueryExecutionId === id));
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
