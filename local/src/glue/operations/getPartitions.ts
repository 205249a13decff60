import type { GetPartitionsRequest, GetPartitionsResponse, Partition, Segment } from '@aws-sdk/client-glue';
import type { Operation } from '../../service.ts';
import { findTable } from '../find.ts';
import { page } from '../pages.ts';
import { partitionFilter } from '../partition-expression.ts';
import { tablePermissions } from '../permissions.ts';
import type { GlueState } from '../state.ts';

/** AWS's largest page. */
const pageSize = 1000;

export const getPartitions: Operation<GlueState, GetPartitionsRequest, GetPartitionsResponse> = {
  members: {
    CatalogId: 'text',
    DatabaseName: 'text',
    TableName: 'text',
    Expression: 'text',
    Segment: { SegmentNumber: 'integer', TotalSegments: 'integer' },
    ExcludeColumnSchema: 'flag',
    NextToken: 'text',
    MaxResults: 'integer',
  },
  partly: { Expression: 'equalities of keys and texts, joined by AND' },
  permissions: ({ DatabaseName, TableName }, state) =>
    tablePermissions('glue:GetPartitions', state, DatabaseName ?? '', TableName ?? ''),
  async run({ CatalogId, DatabaseName, TableName, Expression, NextToken, MaxResults, ...others }, state) {
    const table = findTable(state, DatabaseName, TableName, CatalogId);
    const fits = Expression ? partitionFilter(table, Expression) : () => true;
    const partitions = inSegment(await state.partitions.list(table), others.Segment);
    const { items, NextToken: next } = page(partitions.filter(fits), NextToken, MaxResults ?? pageSize);
    return { Partitions: others.ExcludeColumnSchema ? items.map(withoutColumns) : items, NextToken: next };
  },
};

/** Segments divide the partitions among clients that ask side by side. */
function inSegment(partitions: Partition[], segment: Segment | undefined): Partition[] {
  const { SegmentNumber = 0, TotalSegments = 1 } = segment ?? {};
  return partitions.filter((_, index) => index % TotalSegments === SegmentNumber);
}

function withoutColumns({ StorageDescriptor, ...partition }: Partition): Partition {
  return {
    ...partition,
    StorageDescriptor: StorageDescriptor && { ...StorageDescriptor, Columns: undefined },
  };
}
