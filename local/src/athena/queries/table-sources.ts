import type { Partition, StorageDescriptor, Table } from '@aws-sdk/client-glue';
import type { Catalog } from '../../glue/index.ts';
import type { TableSource } from '../engine/index.ts';

/** A table as the engine reads it, with its registered partitions. */
export async function tableSource(catalog: Catalog, table: Table): Promise<TableSource> {
  const partitionKeys = columnsOf(table.PartitionKeys);
  const partitions = partitionKeys.length > 0 ? await catalog.partitions(table) : [];
  return {
    database: table.DatabaseName!,
    name: table.Name!,
    columns: columnsOf(table.StorageDescriptor?.Columns),
    partitionKeys,
    parameters: table.Parameters ?? {},
    storage: storageOf(table.StorageDescriptor),
    partitions: partitions.map((partition) => partitionSource(partition, table)),
  };
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
