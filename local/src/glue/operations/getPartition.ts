import type { GetPartitionRequest, GetPartitionResponse } from '@aws-sdk/client-glue';
import type { Operation } from '../../service.ts';
import { findPartition, findTable, partitionValues } from '../find.ts';
import { tablePermissions } from '../permissions.ts';
import type { GlueState } from '../state.ts';

export const getPartition: Operation<GlueState, GetPartitionRequest, GetPartitionResponse> = {
  members: { CatalogId: 'text', DatabaseName: 'text', TableName: 'text', PartitionValues: ['text'] },
  permissions: ({ DatabaseName, TableName }, state) =>
    tablePermissions('glue:GetPartition', state, DatabaseName ?? '', TableName ?? ''),
  async run({ CatalogId, DatabaseName, TableName, PartitionValues }, state) {
    const table = findTable(state, DatabaseName, TableName, CatalogId);
    const values = partitionValues(table, PartitionValues);
    return { Partition: findPartition(await state.partitions.list(table), values) };
  },
};
