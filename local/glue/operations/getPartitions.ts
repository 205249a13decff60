import type { GetPartitionsRequest, GetPartitionsResponse } from '@aws-sdk/client-glue';
import type { Operation } from '../../service.ts';
import { findTable } from '../find.ts';
import { page } from '../pages.ts';
import { partitionFilter } from '../partition-expression.ts';
import { tablePermissions } from '../permissions.ts';
import type { GlueState } from '../state.ts';

/** AWS's largest page. */
const pageSize = 1000;

export const getPartitions: Operation<GlueState, GetPartitionsRequest, GetPartitionsResponse> = {
  permissions: ({ DatabaseName, TableName }, state) =>
    tablePermissions('glue:GetPartitions', state, DatabaseName ?? '', TableName ?? ''),
  async run({ DatabaseName, TableName, Expression, NextToken, MaxResults }, state) {
    const table = findTable(state, DatabaseName, TableName);
    const fits = Expression ? partitionFilter(table, Expression) : () => true;
    const partitions = await state.partitions.list(table);
    const { items, NextToken: next } = page(partitions.filter(fits), NextToken, MaxResults ?? pageSize);
    return { Partitions: items, NextToken: next };
  },
};
