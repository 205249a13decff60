import type { Column, Table } from '@aws-sdk/client-glue';
import { catalogPermissions } from '../queries/permissions.ts';
import type { Ending, Query } from '../queries/queries.ts';
import type { Execution } from '../queries/execution.ts';
import { userError } from '../queries/athena-error.ts';
import { tablePermissions } from '../../glue/index.ts';
import type { Permission } from '../../service.ts';
import { createView, dropView } from './views.ts';
import { repair } from './repair.ts';
import { nameOf } from './statement.ts';
import type { CatalogStatement, NamedTable } from './statement.ts';

/** The lines of a statement's result, and the columns that Athena names them by. */
interface Answer {
  columns: string[];
  lines: string[];
}

/** Why there is none. */
interface Failure {
  message: string;
}

/** Performs a statement about the catalog, with its caller's rights. */
export async function runStatement(
  state: Execution,
  query: Query,
  statement: CatalogStatement,
): Promise<Answer | Ending> {
  const own = nameOf(query.record.execution.QueryExecutionContext?.Database) ?? 'default';
  const authorize = (permissions: Permission[]) =>
    state.authorize(permissions, { principal: query.principal, requestId: query.requestId });
  const answer =
    statement.verb === 'CREATE_VIEW'
      ? changed(await createView(state, query, statement, own, authorize))
      : statement.verb === 'DROP_VIEW'
        ? changed(await dropView(state, statement, own, authorize))
        : await answerTo(statement, own, state, authorize);
  if (!('message' in answer)) return answer;
  const AthenaError = userError(`FAILED: SemanticException ${answer.message}`);
  return { status: { State: 'FAILED', StateChangeReason: AthenaError.ErrorMessage, AthenaError } };
}

const changed = (problem: string | undefined): Answer | Failure =>
  problem === undefined ? { columns: [], lines: [] } : { message: problem };

type Authorized = (permissions: Permission[]) => void;

async function answerTo(
  statement: Exclude<CatalogStatement, { verb: 'CREATE_VIEW' | 'DROP_VIEW' }>,
  own: string,
  state: Execution,
  authorize: Authorized,
): Promise<Answer | Failure> {
  if (statement.verb === 'SHOW_DATABASES') {
    const names = state.catalog.databases().map(({ Name = '' }) => Name);
    return { columns: ['database_name'], lines: names.filter(liked(statement.pattern)).sort() };
  }
  const database = statement.database ?? own;
  if (statement.verb === 'SHOW_TABLES') {
    authorize(tablePermissions('glue:GetTables', state, database, '*'));
    if (!state.catalog.database(database)) return { message: `Database does not exist: ${database}` };
    const names = state.catalog.tables(database).map(({ Name = '' }) => Name);
    return { columns: ['tab_name'], lines: names.filter(liked(statement.pattern)).sort() };
  }
  return answerOnTable(statement, database, state, authorize);
}

async function answerOnTable(
  { verb, table: name }: NamedTable & { verb: string },
  database: string,
  state: Execution,
  authorize: Authorized,
): Promise<Answer | Failure> {
  authorize(catalogPermissions(state, database, name, verb === 'SHOW_PARTITIONS' || verb === 'MSCK'));
  const table = state.catalog.table(database, name);
  if (!table) return { message: `Table not found: ${database}.${name}` };
  const keys = (table.PartitionKeys ?? []).map(({ Name = '' }) => Name);
  if (verb === 'DESCRIBE_TABLE')
    return { columns: ['col_name', 'data_type', 'comment'], lines: describe(table) };
  if (verb === 'SHOW_COLUMNS')
    return {
      columns: ['field'],
      lines: [...columnsOf(table).map(({ Name }) => padded(Name)), ...keys.map(padded)],
    };
  if (verb === 'MSCK') return { columns: [], lines: await repair(state, table, authorize) };
  if (keys.length === 0) return { message: `Table ${database}.${name} is not a partitioned table` };
  const partitions = await state.catalog.partitions(table);
  const shown = partitions.map(({ Values = [] }) => keys.map((key, at) => `${key}=${Values[at]}`).join('/'));
  return { columns: ['partition'], lines: shown.sort() };
}

const columnsOf = (table: Table): Column[] => table.StorageDescriptor?.Columns ?? [];

/** As Hive writes it: three columns of at least twenty characters, and the partition keys once more below. */
function describe(table: Table): string[] {
  const keys = table.PartitionKeys ?? [];
  const all = [...columnsOf(table), ...keys].map(columnLine);
  if (keys.length === 0) return all;
  const head = columnLine({ Name: '# col_name', Type: 'data_type', Comment: 'comment' });
  const blank = '\t \t ';
  return [...all, blank, '# Partition Information\t \t ', head, blank, ...keys.map(columnLine)];
}

const columnLine = ({ Name, Type = 'string', Comment = '' }: Column) =>
  [Name, Type, Comment].map(padded).join('\t');

const padded = (text = '') => text.padEnd(20);

/** Whether a name fits a pattern in which `*` stands for anything and `|` for another pattern. */
function liked(pattern = '*'): (name: string) => boolean {
  const alternatives = pattern.split('|').map((each) =>
    each
      .split('*')
      .map((text) => text.replaceAll(/[^\w]/g, String.raw`\$&`))
      .join('.*'),
  );
  const expression = new RegExp(`^(?:${alternatives.join('|')})$`, 'i');
  return (name) => expression.test(name);
}
