import { QueryError, notSupported } from '../query-error.ts';
import type { Environment, OutputColumn, Scope } from '../sql/scope.ts';
import { translateSelect } from './select.ts';
import { translateSetOperation } from './set-operation.ts';
import { membersOf, nameOf, tree } from '../sql/tree.ts';
import { quoteName } from '../sql/typed.ts';
import { translateValues } from './values.ts';

/** A query in DuckDB's words with the columns that it gives. */
export interface Query {
  sql: string;
  columns: OutputColumn[];
}

/**
 * Translates a query, with its WITH, ORDER BY and LIMIT.
 * @param outer the scope around a subquery
 * @throws QueryError
 */
export function translateQuery(node: unknown, environment: Environment, outer?: Scope): Query {
  const { kind, members } = tree(node);
  switch (kind) {
    case 'select':
      return translateSelect(members, environment, outer);
    case 'union':
    case 'intersect':
    case 'except':
      return translateSetOperation(kind, members, environment, outer);
    case 'values':
      return translateValues(members, environment, outer);
    case 'subquery':
    case 'paren':
      return translateQuery(membersOf('parentheses', members, 'this').this, environment, outer);
    default:
      throw notSupported(`the query ${kind.replaceAll('_', ' ')}`, 'Write a SELECT.');
  }
}

/** The WITH of a query: its text, and the environment that knows its queries too. */
export function translateWith(
  node: unknown,
  environment: Environment,
  outer?: Scope,
): { sql: string; environment: Environment } {
  if (!node) return { sql: '', environment };
  const { ctes } = membersOf('WITH', node, 'ctes');
  const withQueries = new Map(environment.withQueries);
  const texts = (ctes as unknown[]).map((cte) => {
    const { alias, this: query, columns } = membersOf('WITH', cte, 'alias', 'this', 'columns');
    const { sql, columns: given } = translateQuery(query, { ...environment, withQueries }, outer);
    const renamed = renameColumns(given, columns as unknown[] | undefined);
    const { lower } = nameOf(alias);
    withQueries.set(lower, renamed);
    return `${quoteName(lower)}(${renamed.map((column) => quoteName(column.physical)).join(', ')}) AS (${sql})`;
  });
  return { sql: `WITH ${texts.join(', ')} `, environment: { ...environment, withQueries } };
}

/**
 * Columns under the names of an alias list, `AS t(a, b)`.
 * @throws QueryError MISMATCHED_COLUMN_ALIASES
 */
export function renameColumns(columns: OutputColumn[], names: unknown[] | undefined): OutputColumn[] {
  if (!names) return columns;
  if (names.length !== columns.length) {
    throw new QueryError(
      'MISMATCHED_COLUMN_ALIASES',
      `Column alias list has ${names.length} entries but the relation has ${columns.length} columns`,
    );
  }
  return uniqueColumns(
    columns.map((column, index) => ({ name: nameOf(names[index]).written, named: true, type: column.type })),
  );
}

/** Gives every column a name of its own in DuckDB, since Athena allows equal and missing names. */
export function uniqueColumns(columns: Omit<OutputColumn, 'physical'>[]): OutputColumn[] {
  const used = new Set<string>();
  return columns.map((column) => {
    let physical = column.name.toLowerCase();
    for (let copy = 1; used.has(physical); copy++) physical = `${column.name.toLowerCase()}:${copy}`;
    used.add(physical);
    return { ...column, physical };
  });
}
