import type { GetDatabaseInput, GetDatabaseOutput } from '@aws-sdk/client-athena';
import type { Operation } from '../../service.ts';
import { checkPlace } from '../check-catalog.ts';
import { athenaError } from '../errors.ts';
import { catalogPermission } from '../permissions.ts';
import type { AthenaState } from '../state.ts';

/** A database of the catalog. */
export const getDatabase: Operation<AthenaState, GetDatabaseInput, GetDatabaseOutput> = {
  members: { CatalogName: 'text', DatabaseName: 'text', WorkGroup: 'text' },
  permissions: (_input, state) => [catalogPermission('GetDatabase', state)],
  async run(input, state) {
    checkPlace(input, state);
    const database = state.catalog.database(input.DatabaseName ?? '');
    if (!database)
      throw athenaError(
        'MetadataException',
        `EntityNotFoundException: Database ${input.DatabaseName} not found.`,
      );
    return { Database: { Name: database.Name, Description: database.Description } };
  },
};
