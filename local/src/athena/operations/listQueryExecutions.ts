import type { ListQueryExecutionsInput, ListQueryExecutionsOutput } from '@aws-sdk/client-athena';
import type { Operation } from '../../service.ts';
import { page } from '../page.ts';
import { workGroupPermission } from '../permissions.ts';
import type { AthenaState } from '../state.ts';
import { findWorkGroup, primary } from '../work-groups.ts';

/** The queries of a work group, the newest first. */
export const listQueryExecutions: Operation<
  AthenaState,
  ListQueryExecutionsInput,
  ListQueryExecutionsOutput
> = {
  members: { WorkGroup: 'text', MaxResults: 'integer', NextToken: 'text' },
  permissions: ({ WorkGroup = primary }, state) => [
    workGroupPermission('ListQueryExecutions', state, WorkGroup),
  ],
  async run({ WorkGroup = primary, MaxResults, NextToken }, { queries, workGroups }) {
    findWorkGroup(workGroups, WorkGroup);
    const entries = queries.entries().filter(({ workGroup }) => workGroup === WorkGroup);
    const newest = entries.reverse().map(({ id }) => id);
    const { items, next } = page(newest, (id) => id, MaxResults, NextToken);
    return { QueryExecutionIds: items, NextToken: next };
  },
};
