import type { GetTablesRequest, GetTablesResponse } from '@aws-sdk/client-glue';
import type { Operation } from '../../service.ts';
import { findDatabase } from '../find.ts';
import { page } from '../pages.ts';
import { tablePermissions } from '../permissions.ts';
import type { GlueState } from '../state.ts';

/** AWS's largest page. */
const pageSize = 100;

export const getTables: Operation<GlueState, GetTablesRequest, GetTablesResponse> = {
  members: {
    CatalogId: 'text',
    DatabaseName: 'text',
    NextToken: 'text',
    MaxResults: 'integer',
    AttributesToGet: ['text'],
  },
  partly: { AttributesToGet: 'all attributes come' },
  permissions: ({ DatabaseName }, state) =>
    tablePermissions('glue:GetTables', state, DatabaseName ?? '', '*'),
  async run({ CatalogId, DatabaseName, NextToken, MaxResults }, state) {
    findDatabase(state, DatabaseName, CatalogId);
    const { items, NextToken: next } = page(
      state.catalog.tables(DatabaseName!),
      NextToken,
      MaxResults ?? pageSize,
    );
    return { TableList: items, NextToken: next };
  },
};
