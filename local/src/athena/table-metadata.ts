import type { TableMetadata } from '@aws-sdk/client-athena';
import type { StorageDescriptor, Table } from '@aws-sdk/client-glue';

/** A table as Athena tells it; where and how it is stored stands among its parameters. */
export function tableMetadata(table: Table): TableMetadata {
  return {
    Name: table.Name,
    TableType: table.TableType,
    Columns: table.StorageDescriptor?.Columns,
    PartitionKeys: table.PartitionKeys,
    Parameters: { ...table.Parameters, ...storageParameters(table.StorageDescriptor ?? {}) },
  };
}

function storageParameters(descriptor: StorageDescriptor): Record<string, string> {
  const { InputFormat, OutputFormat, Location, SerdeInfo } = descriptor;
  const serde = Object.entries(SerdeInfo?.Parameters ?? {});
  return {
    inputformat: InputFormat ?? '',
    outputformat: OutputFormat ?? '',
    location: Location ?? '',
    'serde.serialization.lib': SerdeInfo?.SerializationLibrary ?? '',
    ...Object.fromEntries(serde.map(([name, value]) => [`serde.param.${name}`, value])),
  };
}
