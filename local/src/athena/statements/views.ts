import { tablePermissions } from '../../glue/index.ts';
import type { Permission } from '../../service.ts';
import type { Execution } from '../queries/execution.ts';
import { columnsOf } from '../queries/sources.ts';
import type { Query } from '../queries/queries.ts';
import { hiveName } from './hive-name.ts';
import type { CatalogStatement } from './statement.ts';

type Authorized = (permissions: Permission[]) => void;
type Named<Verb> = Extract<CatalogStatement, { verb: Verb }>;

/**
 * CREATE VIEW: the query is planned with its author's rights, and kept as Athena keeps it.
 * @returns why it is refused
 */
export async function createView(
  state: Execution,
  query: Query,
  { table: name, database: named, replace, query: sql }: Named<'CREATE_VIEW'>,
  own: string,
  authorize: Authorized,
): Promise<string | undefined> {
  const database = named ?? own;
  const present = state.catalog.table(database, name);
  const action = present ? 'glue:UpdateTable' : 'glue:CreateTable';
  authorize(tablePermissions(action, state, database, name));
  if (!state.catalog.database(database)) return `Database does not exist: ${database}`;
  if (present && (!replace || present.TableType !== 'VIRTUAL_VIEW'))
    return `View already exists: ${database}.${name}`;
  if (state.catalog.isDeclared(database, name)) return `The template declares ${database}.${name}`;
  const columns = await columnsOf(state, query, sql, own);
  if (typeof columns === 'string') return columns;
  state.catalog.putTable({
    DatabaseName: database,
    Name: name,
    TableType: 'VIRTUAL_VIEW',
    Parameters: { presto_view: 'true', comment: 'Presto View' },
    PartitionKeys: [],
    StorageDescriptor: {
      Columns: columns.map((column) => ({ Name: column.name.toLowerCase(), Type: hiveName(column.type) })),
    },
    ViewOriginalText: `/* Presto View: ${Buffer.from(JSON.stringify({ originalSql: sql, catalog: 'awsdatacatalog', schema: own })).toString('base64')} */`,
    ViewExpandedText: '/* Presto View */',
  });
  return undefined;
}

/** DROP VIEW. @returns why it is refused */
export async function dropView(
  state: Execution,
  { table: name, database: named, ifExists }: Named<'DROP_VIEW'>,
  own: string,
  authorize: Authorized,
): Promise<string | undefined> {
  const database = named ?? own;
  authorize(tablePermissions('glue:DeleteTable', state, database, name));
  const view = state.catalog.table(database, name);
  if (view?.TableType !== 'VIRTUAL_VIEW')
    return ifExists && !view ? undefined : `View not found: ${database}.${name}`;
  if (state.catalog.isDeclared(database, name)) return `The template declares ${database}.${name}`;
  await state.catalog.dropTable(view);
  return undefined;
}
