import type { DeletePartitionRequest, DeletePartitionResponse } from '@aws-sdk/client-glue';
import type { Operation } from '../../service.ts';
import { findPartition, findTable, partitionValues } from '../find.ts';
import { tablePermissions } from '../permissions.ts';
import type { GlueState } from '../state.ts';

export const deletePartition: Operation<GlueState, DeletePartitionRequest, DeletePartitionResponse> = {
  members: { CatalogId: 'text', DatabaseName: 'text', TableName: 'text', PartitionValues: ['text'] },
  permissions: ({ DatabaseName, TableName }, state) =>
    tablePermissions('glue:DeletePartition', state, DatabaseName ?? '', TableName ?? ''),
  async run({ CatalogId, DatabaseName, TableName, PartitionValues }, state) {
    const table = findTable(state, DatabaseName, TableName, CatalogId);
    const values = partitionValues(table, PartitionValues);
    await state.partitions.update(table, (partitions) => {
      const deleted = findPartition(partitions, values);
      return partitions.filter((partition) => partition !== deleted);
    });
    return {};
  },
};
