import type { ListDatabasesInput, ListDatabasesOutput } from '@aws-sdk/client-athena';
import type { Operation } from '../../service.ts';
import { checkPlace } from '../check-catalog.ts';
import { page } from '../page.ts';
import { catalogPermission } from '../permissions.ts';
import type { AthenaState } from '../state.ts';

/** The databases of the catalog. */
export const listDatabases: Operation<AthenaState, ListDatabasesInput, ListDatabasesOutput> = {
  members: { CatalogName: 'text', NextToken: 'text', MaxResults: 'integer', WorkGroup: 'text' },
  permissions: (_input, state) => [catalogPermission('ListDatabases', state)],
  async run(input, state) {
    checkPlace(input, state);
    const databases = state.catalog.databases();
    const { items, next } = page(databases, ({ Name }) => Name!, input.MaxResults, input.NextToken);
    return {
      DatabaseList: items.map(({ Name, Description }) => ({ Name, Description })),
      NextToken: next,
    };
  },
};
