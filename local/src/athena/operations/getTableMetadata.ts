import type { GetTableMetadataInput, GetTableMetadataOutput } from '@aws-sdk/client-athena';
import type { Operation } from '../../service.ts';
import { tablePermissions } from '../../glue/index.ts';
import { checkPlace } from '../check-catalog.ts';
import { athenaError } from '../errors.ts';
import { catalogPermission } from '../permissions.ts';
import type { AthenaState } from '../state.ts';
import { tableMetadata } from '../table-metadata.ts';

/** A table of the catalog. */
export const getTableMetadata: Operation<AthenaState, GetTableMetadataInput, GetTableMetadataOutput> = {
  members: { CatalogName: 'text', DatabaseName: 'text', TableName: 'text', WorkGroup: 'text' },
  permissions: ({ DatabaseName, TableName }, state) => [
    catalogPermission('GetTableMetadata', state),
    ...tablePermissions('glue:GetTable', state, DatabaseName ?? '', TableName ?? ''),
  ],
  async run(input, state) {
    checkPlace(input, state);
    const { DatabaseName = '', TableName = '' } = input;
    const table = state.catalog.table(DatabaseName, TableName);
    if (!table) {
      const message = `EntityNotFoundException: Table ${DatabaseName}.${TableName} not found.`;
      throw athenaError('MetadataException', message);
    }
    return { TableMetadata: tableMetadata(table) };
  },
};
