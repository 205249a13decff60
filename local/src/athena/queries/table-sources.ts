import type { Partition, StorageDescriptor, Table } from '@aws-sdk/client-glue';
import type { Catalog } from '../../glue/index.ts';
import type { TableSource } from '../engine/index.ts';
import { isProjected, projectedPartitions } from './projected-partitions.ts';

/**
 * A table as the engine reads it, with its partitions: those that are registered, or that it computes.
 * @throws UnknownProjection
 */
export async function tableSource(catalog: Catalog, table: Table, buckets: string): Promise<TableSource> {
  const partitionKeys = columnsOf(table.PartitionKeys);
  return {
    database: table.DatabaseName!,
    name: table.Name!,
    columns: columnsOf(table.StorageDescriptor?.Columns),
    partitionKeys,
    parameters: table.Parameters ?? {},
    storage: storageOf(table.StorageDescriptor),
    partitions: partitionKeys.length > 0 ? await partitionsOf(catalog, table, buckets) : [],
  };
}

async function partitionsOf(catalog: Catalog, table: Table, buckets: string) {
  if (!isProjected(table))
    return (await catalog.partitions(table)).map((partition) => partitionSource(partition, table));
  return (await projectedPartitions(table, buckets)).map(({ values, location }) =>
    partitionSource({ Values: values, StorageDescriptor: { Location: location } }, table),
  );
}

function partitionSource({ Values, StorageDescriptor: own }: Partition, table: Table) {
  return { values: Values!, storage: storageOf({ ...table.StorageDescriptor, ...own }) };
}

function storageOf(descriptor: StorageDescriptor | undefined): TableSource['storage'] {
  return {
    location: descriptor?.Location ?? '',
    library: descriptor?.SerdeInfo?.SerializationLibrary ?? '',
    parameters: descriptor?.SerdeInfo?.Parameters ?? {},
  };
}

function columnsOf(columns: Table['PartitionKeys']): TableSource['columns'] {
  return (columns ?? []).map(({ Name, Type }) => ({ name: Name!, type: Type ?? 'string' }));
}
