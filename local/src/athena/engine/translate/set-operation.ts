import { QueryError, notSupported } from '../query-error.ts';
import { limitAndOffset } from '../sql/limit.ts';
import { orderBy } from '../sql/order.ts';
import { translateQuery, translateWith } from './query.ts';
import type { Query } from './query.ts';
import { ordinalOf } from './select.ts';
import type { Environment, OutputColumn, Scope } from '../sql/scope.ts';
import { membersOf, nameOf, positionOf, tree } from '../sql/tree.ts';
import { common, quoteName } from '../sql/typed.ts';
import { duckType, sameType } from '../sql/types.ts';
import type { SqlType } from '../sql/types.ts';

/** Translates UNION, INTERSECT and EXCEPT. */
export function translateSetOperation(
  kind: 'union' | 'intersect' | 'except',
  members: Record<string, unknown>,
  outerEnvironment: Environment,
  outer: Scope | undefined,
): Query {
  const verb = kind.toUpperCase();
  const parts = membersOf(
    verb,
    members,
    'left',
    'right',
    'all',
    'distinct',
    'with',
    'order_by',
    'limit',
    'offset',
  );
  if (kind === 'intersect') checkPrecedence(parts.left);
  const { sql: withSql, environment } = translateWith(parts.with, outerEnvironment, outer);
  const left = translateQuery(parts.left, environment, outer);
  const right = translateQuery(parts.right, environment, outer);
  const columns = commonColumns(verb, left.columns, right.columns);
  const sql = [
    `(${asTypes(left, columns)}) ${verb}${parts.all ? ' ALL' : ''} (${asTypes(right, columns)})`,
    order(parts.order_by, columns),
    limitAndOffset(parts.limit, parts.offset),
  ];
  return { sql: withSql + sql.filter(Boolean).join(' '), columns };
}

/** INTERSECT binds tighter than UNION and EXCEPT, but the parser reads all three from left to right. */
function checkPrecedence(left: unknown): void {
  const { kind } = tree(left);
  if (kind !== 'union' && kind !== 'except') return;
  throw notSupported(
    `INTERSECT after ${kind.toUpperCase()} without parentheses`,
    'Put parentheses around the queries that belong together: a UNION (b INTERSECT c) is what Athena reads.',
  );
}

function commonColumns(verb: string, left: OutputColumn[], right: OutputColumn[]): OutputColumn[] {
  if (left.length !== right.length) {
    throw new QueryError(
      'TYPE_MISMATCH',
      `${verb} query has different number of fields: ${left.length}, ${right.length}`,
    );
  }
  return left.map((column, index) => ({ ...column, type: common(column.type, right[index]!.type, verb) }));
}

function asTypes(query: Query, columns: { type: SqlType }[]): string {
  if (query.columns.every((column, index) => sameType(column.type, columns[index]!.type))) return query.sql;
  const list = query.columns.map(({ physical }, index) => {
    return `CAST(${quoteName(physical)} AS ${duckType(columns[index]!.type)}) AS ${quoteName(physical)}`;
  });
  return `SELECT ${list.join(', ')} FROM (${query.sql})`;
}

/** ORDER BY names the result's columns, by name or number. */
function order(clause: unknown, columns: OutputColumn[]): string {
  if (!clause) return '';
  const { expressions } = membersOf('ORDER BY', clause, 'expressions');
  const list = orderBy(expressions as unknown[], (node) => {
    const number = ordinalOf(node, columns.length, 'ORDER BY') ?? numberOf(node, columns);
    if (columns[number - 1]!.type.name !== 'array') return String(number);
    throw notSupported('a UNION in the order of an array', 'Order a query around it.');
  });
  return `ORDER BY ${list}`;
}

function numberOf(node: unknown, columns: OutputColumn[]): number {
  const { kind, members } = tree(node);
  const name = kind === 'column' && !members.table ? nameOf(members.name).lower : '';
  const at = columns.findIndex((column) => column.named && column.name.toLowerCase() === name);
  if (at >= 0) return at + 1;
  if (kind !== 'column')
    throw notSupported('ORDER BY of an expression after UNION', 'Order a query around it.');
  throw new QueryError(
    'COLUMN_NOT_FOUND',
    `${positionOf(members)}Column '${shown(members)}' cannot be resolved`,
  );
}

function shown({ table, name }: Record<string, unknown>): string {
  const written = nameOf(name).written;
  return table ? `${nameOf(table).written}.${written}` : written;
}
