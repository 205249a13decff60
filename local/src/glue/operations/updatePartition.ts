import type { UpdatePartitionRequest, UpdatePartitionResponse } from '@aws-sdk/client-glue';
import type { Operation } from '../../service.ts';
import { glueError } from '../errors.ts';
import { findPartition, findTable, partitionOf, partitionValues } from '../find.ts';
import { sameValues } from '../partition-store.ts';
import { tablePermissions } from '../permissions.ts';
import { partitionInput } from '../partition-input.ts';
import type { GlueState } from '../state.ts';

export const updatePartition: Operation<GlueState, UpdatePartitionRequest, UpdatePartitionResponse> = {
  members: {
    CatalogId: 'text',
    DatabaseName: 'text',
    TableName: 'text',
    PartitionValueList: ['text'],
    PartitionInput: partitionInput,
  },
  permissions: ({ DatabaseName, TableName }, state) =>
    tablePermissions('glue:UpdatePartition', state, DatabaseName ?? '', TableName ?? ''),
  async run({ CatalogId, DatabaseName, TableName, PartitionValueList, PartitionInput }, state) {
    const table = findTable(state, DatabaseName, TableName, CatalogId);
    const values = partitionValues(table, PartitionValueList);
    const updated = partitionOf(table, PartitionInput);
    await state.partitions.update(table, (partitions) => {
      const previous = findPartition(partitions, values);
      const others = partitions.filter((partition) => partition !== previous);
      if (others.some(({ Values }) => sameValues(Values, updated.Values))) {
        throw glueError('AlreadyExistsException', 'Partition already exists.');
      }
      return [...others, { ...updated, CreationTime: previous.CreationTime }];
    });
    return {};
  },
};
