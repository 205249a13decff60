import type { GetTableMetadataInput, GetTableMetadataOutput } from '@aws-sdk/client-athena';
import type { StorageDescriptor } from '@aws-sdk/client-glue';
import type { Operation } from '../../service.ts';
import { tablePermissions } from '../../glue/index.ts';
import { athenaError } from '../errors.ts';
import { catalogPermission } from '../permissions.ts';
import type { AthenaState } from '../state.ts';

/** A table of the catalog; where and how it is stored stands among its parameters. */
export const getTableMetadata: Operation<AthenaState, GetTableMetadataInput, GetTableMetadataOutput> = {
  members: { CatalogName: 'text', DatabaseName: 'text', TableName: 'text' },
  permissions: ({ DatabaseName, TableName }, state) => [
    catalogPermission('GetTableMetadata', state),
    ...tablePermissions('glue:GetTable', state, DatabaseName ?? '', TableName ?? ''),
  ],
  async run({ DatabaseName = '', TableName = '' }, state) {
    const table = state.catalog.table(DatabaseName, TableName);
    if (!table) {
      const message = `EntityNotFoundException: Table ${DatabaseName}.${TableName} not found.`;
      throw athenaError('MetadataException', message);
    }
    return {
      TableMetadata: {
        Name: table.Name,
        TableType: table.TableType,
        Columns: table.StorageDescriptor?.Columns as { Name: string }[],
        PartitionKeys: table.PartitionKeys as { Name: string }[],
        Parameters: { ...table.Parameters, ...storageParameters(table.StorageDescriptor ?? {}) },
      },
    };
  },
};

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
