import type { BatchGetPartitionRequest, BatchGetPartitionResponse } from '@aws-sdk/client-glue';
import type { Operation } from '../../service.ts';
import { findTable, partitionValues } from '../find.ts';
import { sameValues } from '../partition-store.ts';
import { tablePermissions } from '../permissions.ts';
import type { GlueState } from '../state.ts';

/** Those of the partitions asked for that there are. */
export const batchGetPartition: Operation<GlueState, BatchGetPartitionRequest, BatchGetPartitionResponse> = {
  members: {
    CatalogId: 'text',
    DatabaseName: 'text',
    TableName: 'text',
    PartitionsToGet: [{ Values: ['text'] }],
  },
  permissions: ({ DatabaseName, TableName }, state) =>
    tablePermissions('glue:BatchGetPartition', state, DatabaseName ?? '', TableName ?? ''),
  async run({ CatalogId, DatabaseName, TableName, PartitionsToGet = [] }, state) {
    const table = findTable(state, DatabaseName, TableName, CatalogId);
    const wanted = PartitionsToGet.map(({ Values }) => partitionValues(table, Values));
    const partitions = await state.partitions.list(table);
    const found = partitions.filter(({ Values }) => wanted.some((values) => sameValues(Values, values)));
    return { Partitions: found, UnprocessedKeys: [] };
  },
};
