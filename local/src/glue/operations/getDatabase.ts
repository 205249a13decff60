import type { GetDatabaseRequest, GetDatabaseResponse } from '@aws-sdk/client-glue';
import type { Operation } from '../../service.ts';
import { findDatabase } from '../find.ts';
import { databasePermissions } from '../permissions.ts';
import type { GlueState } from '../state.ts';

export const getDatabase: Operation<GlueState, GetDatabaseRequest, GetDatabaseResponse> = {
  members: { CatalogId: 'text', Name: 'text' },
  permissions: ({ Name }, state) => databasePermissions('glue:GetDatabase', state, Name ?? ''),
  run: async ({ CatalogId, Name }, state) => ({ Database: findDatabase(state, Name, CatalogId) }),
};
