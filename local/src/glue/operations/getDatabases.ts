import type { GetDatabasesRequest, GetDatabasesResponse } from '@aws-sdk/client-glue';
import type { Operation } from '../../service.ts';
import { checkCatalog } from '../find.ts';
import { page } from '../pages.ts';
import { databasePermissions } from '../permissions.ts';
import type { GlueState } from '../state.ts';

/** AWS's largest page. */
const pageSize = 100;

export const getDatabases: Operation<GlueState, GetDatabasesRequest, GetDatabasesResponse> = {
  members: { CatalogId: 'text', NextToken: 'text', MaxResults: 'integer' },
  permissions: (_input, state) => databasePermissions('glue:GetDatabases', state, '*'),
  async run({ CatalogId, NextToken, MaxResults }, state) {
    checkCatalog(state, CatalogId);
    const { items, NextToken: next } = page(state.catalog.databases(), NextToken, MaxResults ?? pageSize);
    return { DatabaseList: items, NextToken: next };
  },
};
