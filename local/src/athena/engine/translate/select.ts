import { QueryError, notSupported } from '../query-error.ts';
import { translate, translateCondition } from './expression.ts';
import { translateFrom } from './from.ts';
import { fetchLimit, limitAndOffset } from '../sql/limit.ts';
import { orderBy } from '../sql/order.ts';
import { narrowScans } from '../sql/partition-pruning.ts';
import { translateWith, uniqueColumns } from './query.ts';
import type { Query } from './query.ts';
import { columnValue } from '../sql/scope.ts';
import type { Column, Environment, OutputColumn, Scope } from '../sql/scope.ts';
import { membersOf, nameOf, tree } from '../sql/tree.ts';
import { orderable, quoteName } from '../sql/typed.ts';
import type { Typed } from '../sql/typed.ts';

interface Item {
  name: string;
  named: boolean;
  value: Typed;
}

const clauses = [
  'with',
  'distinct',
  'expressions',
  'from',
  'joins',
  'where_clause',
  'group_by',
  'having',
  'windows',
  'order_by',
  'limit',
  'offset',
  'fetch',
] as const;

/** Translates one SELECT. */
export function translateSelect(
  members: Record<string, unknown>,
  outerEnvironment: Environment,
  outer: Scope | undefined,
): Query {
  const parts = membersOf('SELECT', members, ...clauses);
  const { sql: withSql, environment } = translateWith(parts.with, outerEnvironment, outer);
  const from = translateFrom(parts.from, parts.joins, environment, outer);
  const scope: Scope = { environment, relations: from.relations, outer, windows: windowsOf(parts.windows) };
  const where = conditionOf(parts.where_clause, 'WHERE', scope);
  narrowScans(parts.where_clause, scope);
  const items = ((parts.expressions ?? []) as unknown[]).flatMap((item) => itemsOf(item, scope));
  if (items.length === 0) throw new QueryError('SYNTAX_ERROR', 'SELECT list must not be empty');
  const columns = uniqueColumns(
    items.map(({ name, named, value }, index) => ({
      name: named ? name : `_col${index}`,
      named,
      type: value.type,
    })),
  );
  const list = items.map(({ value }, index) => `${value.sql} AS ${quoteName(columns[index]!.physical)}`);
  const sql = [
    `SELECT ${parts.distinct ? 'DISTINCT ' : ''}${list.join(', ')}`,
    from.print(),
    where && `WHERE ${where}`,
    groupBy(parts.group_by, items, scope),
    having(parts.having, scope),
    selectOrder(
      parts.order_by,
      items,
      columns,
      { ...scope, outputs: outputsOf(items) },
      Boolean(parts.distinct),
    ),
    limitAndOffset(parts.limit ?? fetchLimit(parts.fetch), parts.offset),
  ];
  return { sql: withSql + sql.filter(Boolean).join(' '), columns };
}

function itemsOf(item: unknown, scope: Scope): Item[] {
  const { kind, members } = tree(item);
  if (kind === 'star') return starItems(members, scope);
  if (kind === 'alias') {
    const { this: expression, alias } = membersOf('a SELECT item', members, 'this', 'alias');
    return [{ name: nameOf(alias).written, named: true, value: translate(expression, scope) }];
  }
  const value = translate(item, scope);
  if (kind === 'column') return [{ name: nameOf(members.name).written, named: true, value }];
  return [{ name: '', named: false, value }];
}

function starItems(members: Record<string, unknown>, scope: Scope): Item[] {
  const { table } = membersOf('*', members, 'table');
  const alias = table ? nameOf(table).lower : undefined;
  const relations = scope.relations.filter((relation) => alias === undefined || relation.alias === alias);
  if (relations.length === 0 && alias === undefined)
    throw new QueryError('COLUMN_NOT_FOUND', 'SELECT * not allowed in queries without FROM clause');
  if (relations.length === 0) throw new QueryError('TABLE_NOT_FOUND', `Unable to resolve reference ${alias}`);
  const columns = relations.flatMap((relation) => relation.columns).filter(({ hidden }) => !hidden);
  return columns.map((column) => ({
    name: column.name,
    named: column.name !== '',
    value: columnValue(column),
  }));
}

function conditionOf(clause: unknown, name: string, scope: Scope): string {
  return clause ? translateCondition(membersOf(name, clause, 'this').this, scope, name) : '';
}

function having(clause: unknown, scope: Scope): string {
  if (clause && translate((clause as { this: unknown }).this, scope).type.name === 'unknown')
    throw notSupported('HAVING NULL', 'Neither does Athena: write HAVING FALSE.');
  const condition = conditionOf(clause, 'HAVING', scope);
  return condition && `HAVING ${condition}`;
}

/** The windows of a WINDOW clause, each with what those that it names have. */
function windowsOf(clause: unknown): Scope['windows'] {
  const windows = new Map<string, Record<string, unknown>>();
  for (const window of (clause ?? []) as { name: unknown; spec: Record<string, unknown> }[]) {
    const { window_name: base, ...own } = membersOf(
      'WINDOW',
      window.spec,
      ...(['window_name', 'partition_by', 'order_by', 'frame'] as const),
    );
    windows.set(nameOf(window.name).lower, { ...(base ? windows.get(nameOf(base).lower) : {}), ...own });
  }
  return windows;
}

const groupings = ['GROUPING SETS', 'ROLLUP', 'CUBE'];

/** An element of GROUP BY: an expression, or sets of them. */
function groupKey(node: unknown, items: Item[], scope: Scope): string {
  const { kind, members } = tree(node);
  const name = kind === 'function' ? String(members.name).toUpperCase() : '';
  const elements = (nodes: unknown) =>
    ((nodes ?? []) as unknown[]).map((each) => groupKey(each, items, scope));
  if (groupings.includes(name)) return `${name} (${elements(members.args).join(', ')})`;
  if (kind === 'tuple') return `(${elements(members.expressions).join(', ')})`;
  return ordinalOf(node, items.length, 'GROUP BY')?.toString() ?? translate(node, scope).sql;
}

function groupBy(clause: unknown, items: Item[], scope: Scope): string {
  if (!clause) return '';
  const { expressions } = membersOf('GROUP BY', clause, 'expressions');
  const keys = (expressions as unknown[]).map((node) => groupKey(node, items, scope));
  return `GROUP BY ${keys.join(', ')}`;
}

function outputsOf(items: Item[]): Column[] {
  const named = items.filter((item) => item.named);
  const columns = named.map(({ name, value }) => ({
    name: name.toLowerCase(),
    sql: value.sql,
    type: value.type,
  }));
  return columns.filter(
    (column, at) => columns.findIndex(({ name, sql }) => name === column.name && sql === column.sql) === at,
  );
}

function selectOrder(
  clause: unknown,
  items: Item[],
  columns: OutputColumn[],
  scope: Scope,
  distinct: boolean,
): string {
  if (!clause) return '';
  const { expressions } = membersOf('ORDER BY', clause, 'expressions');
  const texts = items.map((item) => item.value.sql);
  const list = orderBy(expressions as unknown[], (node) => {
    const ordinal = ordinalOf(node, columns.length, 'ORDER BY');
    const value = ordinal ? items[ordinal - 1]!.value : translate(node, scope);
    if (value.type.name === 'array') return arrayKey(value, distinct);
    if (ordinal) return String(ordinal);
    const { sql } = value;
    const listed = texts.indexOf(sql) + 1;
    if (listed > 0) return String(listed);
    if (!distinct) return sql;
    throw new QueryError(
      'EXPRESSION_NOT_IN_DISTINCT',
      'For SELECT DISTINCT, ORDER BY expressions must appear in select list',
    );
  });
  return `ORDER BY ${list}`;
}

function arrayKey(value: Typed, distinct: boolean): string {
  if (!distinct) return orderable(value);
  throw notSupported('SELECT DISTINCT in the order of an array', 'Order a query around it.');
}

/**
 * The number of a result column, when a GROUP BY or ORDER BY names it by number.
 * @throws QueryError INVALID_COLUMN_REFERENCE
 */
export function ordinalOf(node: unknown, columns: number, clause: string): number | undefined {
  const { kind, members } = tree(node);
  if (kind !== 'literal') return undefined;
  const ordinal = Number(members.value);
  if (Number.isInteger(ordinal) && ordinal >= 1 && ordinal <= columns) return ordinal;
  if (members.literal_type !== 'number') throw notSupported(`${clause} of a text`, 'Name a column.');
  throw new QueryError(
    'INVALID_COLUMN_REFERENCE',
    `${clause} position ${String(members.value)} is not in select list`,
  );
}
