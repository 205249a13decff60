import { QueryError, notSupported } from '../query-error.ts';
import { translate, translateUnordered } from './expression.ts';
import { renameColumns, translateQuery } from './query.ts';
import type { Environment, OutputColumn, Relation, Scope, View } from '../sql/scope.ts';
import { tableRelation } from '../sql/table-relation.ts';
import { membersOf, nameOf, tree } from '../sql/tree.ts';
import { quoteName } from '../sql/typed.ts';
import type { Typed } from '../sql/typed.ts';
import { bigint, typeName } from '../sql/types.ts';
import type { SqlType } from '../sql/types.ts';

/** One entry of FROM. */
export interface Source {
  relation: Relation;
  print(): string;
}

/** Where an entry of FROM stands. */
export interface Place {
  environment: Environment;
  /** What stands before in the same FROM. */
  relations: Relation[];
  outer: Scope | undefined;
}

/** Translates one entry of FROM. */
export function sourceOf(node: unknown, place: Place): Source {
  const { kind, members } = tree(node);
  switch (kind) {
    case 'table':
      return tableSource(members, place);
    case 'subquery':
      return subquerySource(members, place);
    case 'paren':
      return sourceOf(membersOf('FROM', members, 'this').this, place);
    case 'values':
      return subquerySource({ this: node }, place);
    case 'unnest':
      return unnestSource(members, undefined, undefined, place);
    case 'alias': {
      const {
        this: inner,
        alias,
        column_aliases,
      } = membersOf('FROM', members, 'this', 'alias', 'column_aliases');
      const aliased = tree(inner);
      if (aliased.kind === 'unnest') {
        return unnestSource(aliased.members, nameOf(alias).lower, column_aliases as unknown[], place);
      }
      break;
    }
  }
  throw notSupported(`${kind.replaceAll('_', ' ')} in FROM`, 'Name tables, subqueries, VALUES or UNNEST.');
}

function tableSource(members: Record<string, unknown>, place: Place): Source {
  const { name, schema, alias, column_aliases } = membersOf(
    'FROM',
    members,
    'name',
    'schema',
    'alias',
    'column_aliases',
  );
  const { lower } = nameOf(name);
  const shown = alias ? nameOf(alias).lower : lower;
  const withQuery = schema ? undefined : place.environment.withQueries.get(lower);
  if (withQuery) {
    const columns = renameColumns(withQuery, column_aliases as unknown[] | undefined);
    return columnSource(columns, shown, place, () => quoteName(lower));
  }
  if (column_aliases) throw notSupported('a list of column names after a table', 'Rename columns in SELECT.');
  const view = place.environment.view(schema ? nameOf(schema).lower : undefined, lower);
  if (view) {
    const { sql, columns } = translateQuery(view.query, within(view, place.environment));
    return columnSource(columns, shown, place, () => `(${sql})`);
  }
  const scan = place.environment.table(schema ? nameOf(schema).lower : undefined, lower);
  const own = place.environment.unique(shown);
  return {
    relation: tableRelation(scan, shown, own),
    print: () => `temp.${quoteName(scan.view)} AS ${quoteName(own)}`,
  };
}

/** What names mean inside a view. */
function within({ schema }: View, environment: Environment): Environment {
  return {
    ...environment,
    withQueries: new Map(),
    table: (database, name) => environment.table(database ?? schema, name),
    view: (database, name) => environment.view(database ?? schema, name),
  };
}

function subquerySource(members: Record<string, unknown>, place: Place): Source {
  const {
    this: query,
    alias,
    column_aliases,
  } = membersOf('FROM', members, 'this', 'alias', 'column_aliases');
  const { sql, columns } = translateQuery(query, place.environment, place.outer);
  const renamed = renameColumns(columns, column_aliases as unknown[] | undefined);
  return columnSource(renamed, alias ? nameOf(alias).lower : undefined, place, () => `(${sql})`);
}

function columnSource(
  columns: OutputColumn[],
  alias: string | undefined,
  { environment }: Place,
  sql: () => string,
): Source {
  const own = quoteName(environment.unique(alias ?? 'unnamed'));
  const names = columns.map(({ physical }) => quoteName(physical)).join(', ');
  return {
    relation: {
      alias,
      columns: columns.map(({ name, named, physical, type }) => ({
        name: named ? name.toLowerCase() : '',
        sql: `${own}.${quoteName(physical)}`,
        type,
      })),
    },
    print: () => `${sql()} AS ${own}(${names})`,
  };
}

function unnestSource(
  members: Record<string, unknown>,
  alias: string | undefined,
  names: unknown[] | undefined,
  place: Place,
): Source {
  const {
    this: first,
    expressions,
    with_ordinality,
  } = membersOf('UNNEST', members, ...(['this', 'expressions', 'with_ordinality'] as const));
  const closed = place.relations.length > 0 ? 'an UNNEST beside other relations' : undefined;
  const scope: Scope = {
    environment: place.environment,
    relations: place.relations,
    outer: place.outer,
    closed,
  };
  const nodes = [first, ...((expressions ?? []) as unknown[])];
  const only = nodes.length === 1 && !with_ordinality;
  const lists = nodes.flatMap((node) => listsOf((only ? translateUnordered : translate)(node, scope)));
  const types = [...lists.map(({ type }) => type), ...(with_ordinality ? [bigint] : [])];
  const columns = types.map((type, index) => ({
    name: `_col${index}`,
    named: false,
    physical: `_col${index}`,
    type,
  }));
  return columnSource(renameColumns(columns, names), alias, place, () =>
    unnested(lists, Boolean(with_ordinality)),
  );
}

/** A list and the type of its elements. */
interface List {
  sql: string;
  type: SqlType;
}

/** An array, or a map's keys and values. */
function listsOf({ sql, type }: Typed): List[] {
  if (type.name === 'array') return [{ sql, type: type.element }];
  if (type.name === 'map')
    return [
      { sql: `map_keys(${sql})`, type: type.key },
      { sql: `map_values(${sql})`, type: type.value },
    ];
  throw new QueryError('INVALID_FUNCTION_ARGUMENT', `Cannot unnest type: ${typeName(type)}`);
}

/** Lists side by side, the shorter ones filled up with NULL. */
function unnested(lists: List[], ordinality: boolean): string {
  if (lists.length === 1) return `UNNEST(${lists[0]!.sql})${ordinality ? ' WITH ORDINALITY' : ''}`;
  const columns = lists.map(({ sql }) => `unnest(${sql})`);
  const lengths = lists.map(({ sql }) => `COALESCE(len(${sql}), 0)`);
  if (ordinality) columns.push(`unnest(range(1, greatest(${lengths.join(', ')}) + 1))`);
  return `(SELECT ${columns.join(', ')})`;
}
