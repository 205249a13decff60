import type { ListTableMetadataInput, ListTableMetadataOutput } from '@aws-sdk/client-athena';
import { tablePermissions } from '../../glue/index.ts';
import type { Operation } from '../../service.ts';
import { checkPlace } from '../check-catalog.ts';
import { athenaError, invalidRequest } from '../errors.ts';
import { page } from '../page.ts';
import { catalogPermission } from '../permissions.ts';
import type { AthenaState } from '../state.ts';
import { tableMetadata } from '../table-metadata.ts';

/** The tables of a database, whose names match a regular expression where there is one. */
export const listTableMetadata: Operation<AthenaState, ListTableMetadataInput, ListTableMetadataOutput> = {
  members: {
    CatalogName: 'text',
    DatabaseName: 'text',
    Expression: 'text',
    NextToken: 'text',
    MaxResults: 'integer',
    WorkGroup: 'text',
  },
  permissions: ({ DatabaseName }, state) => [
    catalogPermission('ListTableMetadata', state),
    ...tablePermissions('glue:GetTables', state, DatabaseName ?? '', '*'),
  ],
  async run(input, state) {
    checkPlace(input, state);
    const { DatabaseName = '', Expression = '.*', NextToken, MaxResults } = input;
    if (!state.catalog.database(DatabaseName))
      throw athenaError('MetadataException', `EntityNotFoundException: Database ${DatabaseName} not found.`);
    const matching = expressionOf(Expression);
    const tables = state.catalog.tables(DatabaseName).filter(({ Name = '' }) => matching.test(Name));
    const { items, next } = page(tables, ({ Name }) => Name!, MaxResults, NextToken);
    return { TableMetadataList: items.map(tableMetadata), NextToken: next };
  },
};

function expressionOf(text: string): RegExp {
  try {
    return new RegExp(`^(?:${text})$`, 'i');
  } catch (cause) {
    const error = invalidRequest(`Expression is no regular expression: ${text}`);
    throw Object.assign(error, { cause });
  }
}
