import { QueryError, notSupported } from '../query-error.ts';
import type { TableScan } from '../tables/table-scan.ts';
import type { Typed } from './typed.ts';
import type { SqlType } from './types.ts';

/** A column as an expression can name it. */
export interface Column {
  /** In lower case. */
  name: string;
  sql: string;
  /** Undefined when the local engine cannot read the column's type. */
  type: SqlType | undefined;
  /** Whether `*` leaves it out. */
  hidden?: boolean;
  /** For a partition column: the scan that a constant can narrow. */
  partitionOf?: TableScan;
}

/** One entry of FROM. */
export interface Relation {
  /** In lower case. */
  alias?: string;
  columns: Column[];
}

/** A query's result as the query around it sees it. */
export interface OutputColumn {
  /** As written, or `_col<n>`. */
  name: string;
  /** Whether the name can be referred to. */
  named: boolean;
  /** The column's own, unique name in DuckDB. */
  physical: string;
  type: SqlType;
}

/** A view's query, and the database of its tables without one. */
export interface View {
  query: unknown;
  schema: string;
}

/** What a query's names mean besides its own FROM. */
export interface Environment {
  /** Opens a table of the catalog. */
  table(database: string | undefined, name: string): TableScan;
  /** A view of the catalog; undefined where there is none of that name. */
  view(database: string | undefined, name: string): View | undefined;
  /** The WITH queries in sight, by name in lower case. */
  withQueries: ReadonlyMap<string, OutputColumn[]>;
  /** A relation's own name in DuckDB, so that no alias hides that of a query around it. */
  unique(alias: string): string;
}

/** Where column names are looked up. */
export interface Names {
  /** Looked up first, by bare names only: the SELECT list, for ORDER BY. */
  outputs?: Column[];
  relations: Relation[];
  /** The query around a subquery. */
  outer?: Names;
  /** What this is, where Athena lets no column of the query around be named, e.g. `an aggregation`. */
  closed?: string;
  /** What this is, where no subquery may name its columns either, e.g. `the condition of an outer join`. */
  hidden?: string;
  /** Of the query around a subquery: whether the subquery names a column of it, or of one further out. */
  named?: boolean;
}

/** A lambda around an expression. */
export interface Frame {
  parameters: ReadonlyMap<string, Typed>;
  /** What becomes, inside it, of a value from around it. */
  capture?: ((value: Typed) => Typed) | undefined;
}

/** Where an expression stands. */
export interface Scope extends Names {
  environment: Environment;
  /** The WINDOW clause's, by their names in lower case. */
  windows?: ReadonlyMap<string, Record<string, unknown>>;
  /** The lambdas around, the innermost last. */
  frames?: Frame[];
  /** Inside TRY: takes the aggregations, which then are members of `own`. */
  hoisted?: { own: string; texts: string[] };
}

/**
 * The column that a name means.
 * @param position prefix of messages
 * @throws QueryError COLUMN_NOT_FOUND, AMBIGUOUS_NAME
 */
export function resolveColumn(
  scope: Names,
  name: string,
  alias: string | undefined,
  position: string,
): Column {
  const [column, another] = ownColumns(scope, name, alias);
  const shown = alias ? `${alias}.${name}` : name;
  if (another) throw new QueryError('AMBIGUOUS_NAME', `${position}Column '${shown}' is ambiguous`);
  if (column) return column;
  if (scope.outer) return outerColumn(scope, scope.outer, name, alias, position);
  throw new QueryError('COLUMN_NOT_FOUND', `${position}Column '${shown}' cannot be resolved`);
}

function outerColumn(
  scope: Names,
  outer: Names,
  name: string,
  alias: string | undefined,
  position: string,
): Column {
  const column = resolveColumn(outer, name, alias, position);
  const place =
    scope.closed ?? outer.hidden ?? (scope.named === undefined ? undefined : 'a subquery of a subquery');
  if (place)
    throw notSupported(`a column of the query around it in ${place} (${name})`, 'Join the tables instead.');
  outer.named = true;
  return column;
}

/** The columns of this very FROM that a name can mean. */
export function ownColumns(scope: Names, name: string, alias: string | undefined): Column[] {
  const outputs = alias ? [] : (scope.outputs ?? []).filter((column) => column.name === name);
  if (outputs.length > 0) return outputs;
  return scope.relations
    .filter((relation) => alias === undefined || relation.alias === alias)
    .flatMap((relation) => relation.columns)
    .filter((column) => column.name === name);
}

/**
 * The column as an expression.
 * @throws QueryError NOT_SUPPORTED when its type cannot be read
 */
export function columnValue(column: Column): Typed {
  if (column.type) return { sql: column.sql, type: column.type };
  throw notSupported(
    `queries of column ${column.name}, whose type it does not know`,
    'Leave the column out.',
  );
}

/**
 * What a name means: a parameter of a lambda around, or a column.
 * @param position prefix of messages
 */
export function valueNamed(scope: Scope, name: string, alias: string | undefined, position: string): Typed {
  const frames = scope.frames ?? [];
  const at = alias === undefined ? frames.findLastIndex(({ parameters }) => parameters.has(name)) : -1;
  const value =
    at < 0 ? columnValue(resolveColumn(scope, name, alias, position)) : frames[at]!.parameters.get(name)!;
  return frames.slice(at + 1).reduce((inner, { capture }) => capture?.(inner) ?? inner, value);
}

/** @throws QueryError NOT_SUPPORTED inside a lambda */
export function checkNoLambda({ frames = [] }: Scope, what: string): void {
  if (frames.length > 0)
    throw notSupported(`${what} in a lambda`, 'Calculate it before, in a subquery of FROM.');
}
