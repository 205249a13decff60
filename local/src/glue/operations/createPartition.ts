import type { CreatePartitionRequest, CreatePartitionResponse } from '@aws-sdk/client-glue';
import type { Operation } from '../../service.ts';
import { glueError } from '../errors.ts';
import { findTable, partitionOf } from '../find.ts';
import { sameValues } from '../partition-store.ts';
import { tablePermissions } from '../permissions.ts';
import { partitionInput } from '../partition-input.ts';
import type { GlueState } from '../state.ts';

export const createPartition: Operation<GlueState, CreatePartitionRequest, CreatePartitionResponse> = {
  members: { CatalogId: 'text', DatabaseName: 'text', TableName: 'text', PartitionInput: partitionInput },
  permissions: ({ DatabaseName, TableName }, state) =>
    tablePermissions('glue:CreatePartition', state, DatabaseName ?? '', TableName ?? ''),
  async run({ CatalogId, DatabaseName, TableName, PartitionInput }, state) {
    const table = findTable(state, DatabaseName, TableName, CatalogId);
    const created = partitionOf(table, PartitionInput);
    await state.partitions.update(table, (partitions) => {
      if (partitions.some(({ Values }) => sameValues(Values, created.Values))) {
        throw glueError('AlreadyExistsException', 'Partition already exists.');
      }
      return [...partitions, created];
    });
    return {};
  },
};
