import type { Permission } from '../../service.ts';
import type { TableSource, ViewSource } from '../engine/index.ts';
import type { TableName } from '../engine/protocol.ts';
import type { SqlType } from '../engine/sql/types.ts';
import type { Execution } from './execution.ts';
import { catalogPermissions, dataPermissions } from './permissions.ts';
import type { Query } from './queries.ts';
import { tableSource } from './table-sources.ts';
import { viewText } from './view-text.ts';

/** What a query reads: tables that exist, and views with all that these read, each with the caller's rights. */
export interface Sources {
  tables: TableSource[];
  views: ViewSource[];
}

/** That a table does not exist is the engine's to say, in its place in the statement. */
export async function sourcesOf(
  state: Execution,
  { principal, requestId }: Query,
  names: TableName[],
  database: string,
): Promise<Sources> {
  const authorize = (permissions: Permission[]) => state.authorize(permissions, { principal, requestId });
  const found: Sources = { tables: [], views: [] };
  const seen = new Set<string>();
  const open = names.map((each) => ({ database, ...each }));
  for (const { database: within = database, name } of open) {
    if (seen.has(`${within}.${name}`)) continue;
    seen.add(`${within}.${name}`);
    const table = state.catalog.table(within, name);
    const view = table && viewText(table);
    const partitioned = (table?.PartitionKeys ?? []).length > 0;
    authorize(catalogPermissions(state, within, name, partitioned));
    if (!table) continue;
    if (view) {
      found.views.push({ database: within, name, ...view });
      const description = await state.engine.describe({ sql: view.sql, parameters: [] });
      if ('tables' in description)
        open.push(...description.tables.map((each) => ({ ...each, database: each.database ?? view.schema })));
      continue;
    }
    const source = await tableSource(state.catalog, table, state.buckets);
    authorize(dataPermissions(source));
    found.tables.push(source);
  }
  return found;
}

/** The columns that a query gives, without running it; or why it cannot run. */
export async function columnsOf(
  state: Execution,
  query: Query,
  sql: string,
  database: string,
): Promise<{ name: string; type: SqlType }[] | string> {
  const description = await state.engine.describe({ sql, parameters: [] });
  if (!('tables' in description)) return description.message;
  const sources = await sourcesOf(state, query, description.tables, database);
  const request = { sql, parameters: [], database, ...sources, resultFile: '', planOnly: true };
  const outcome = await state.engine.run(request);
  if (outcome.kind === 'succeeded') return outcome.result.columns;
  return outcome.kind === 'failed' ? `${outcome.code}: ${outcome.message}` : outcome.kind;
}
