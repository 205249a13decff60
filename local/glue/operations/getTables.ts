import type { GetTablesRequest, GetTablesResponse } from '@aws-sdk/client-glue';
import type { Operation } from '../../service.ts';
import { glueError } from '../errors.ts';
import { findDatabase } from '../find.ts';
import { page } from '../pages.ts';
import { tablePermissions } from '../permissions.ts';
import type { GlueState } from '../state.ts';

/** AWS's largest page. */
const pageSize = 100;

export const getTables: Operation<GlueState, GetTablesRequest, GetTablesResponse> = {
  permissions: ({ DatabaseName }, state) =>
    tablePermissions('glue:GetTables', state, DatabaseName ?? '', '*'),
  async run({ DatabaseName, Expression, NextToken, MaxResults }, state) {
    if (Expression) {
      throw glueError(
        'InvalidInputException',
        `The local Glue lists tables without Expression (given: ${Expression}). Leave it out and filter the list.`,
      );
    }
    findDatabase(state, DatabaseName);
    const { items, NextToken: next } = page(
      state.catalog.tables(DatabaseName!),
      NextToken,
      MaxResults ?? pageSize,
    );
    return { TableList: items, NextToken: next };
  },
};
