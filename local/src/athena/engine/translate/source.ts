import { QueryError, notSupported } from '../query-error.ts';
import { translate, translateUnordered } from './expression.ts';
import { renameColumns, translateQuery } from './query.ts';
import type { Environment, OutputColumn, Relation, Scope } from '../sql/scope.ts';
import { tableRelation } from '../sql/table-relation.ts';
import { membersOf, nameOf, tree } from '../sql/tree.ts';
import { quoteName } from '../sql/typed.ts';
import { bigint, typeName } from '../sql/types.ts';

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
  const scan = place.environment.table(schema ? nameOf(schema).lower : undefined, lower);
  const own = place.environment.unique(shown);
  return {
    relation: tableRelation(scan, shown, own),
    print: () => `temp.${quoteName(scan.view)} AS ${quoteName(own)}`,
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
  const { this: array, with_ordinality } = membersOf('UNNEST', members, 'this', 'with_ordinality');
  const closed = place.relations.length > 0 ? 'an UNNEST beside other relations' : undefined;
  const scope: Scope = {
    environment: place.environment,
    relations: place.relations,
    outer: place.outer,
    closed,
  };
  const { sql, type } = (with_ordinality ? translate : translateUnordered)(array, scope);
  if (type.name !== 'array') {
    throw new QueryError('INVALID_FUNCTION_ARGUMENT', `Cannot unnest type: ${typeName(type)}`);
  }
  const columns: OutputColumn[] = [{ name: '_col0', named: false, physical: '_col0', type: type.element }];
  if (with_ordinality) columns.push({ name: '_col1', named: false, physical: '_col1', type: bigint });
  const ordinality = with_ordinality ? ' WITH ORDINALITY' : '';
  return columnSource(renameColumns(columns, names), alias, place, () => `UNNEST(${sql})${ordinality}`);
}
