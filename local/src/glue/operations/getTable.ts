import type { GetTableRequest, GetTableResponse } from '@aws-sdk/client-glue';
import type { Operation } from '../../service.ts';
import { findTable } from '../find.ts';
import { tablePermissions } from '../permissions.ts';
import type { GlueState } from '../state.ts';

export const getTable: Operation<GlueState, GetTableRequest, GetTableResponse> = {
  members: { CatalogId: 'text', DatabaseName: 'text', Name: 'text' },
  permissions: ({ DatabaseName, Name }, state) =>
    tablePermissions('glue:GetTable', state, DatabaseName ?? '', Name ?? ''),
  run: async ({ CatalogId, DatabaseName, Name }, state) => ({
    Table: findTable(state, DatabaseName, Name, CatalogId),
  }),
};
