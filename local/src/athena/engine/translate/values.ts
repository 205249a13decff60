import { QueryError } from '../query-error.ts';
import { translate } from './expression.ts';
import { uniqueColumns } from './query.ts';
import type { Query } from './query.ts';
import type { Environment, Scope } from '../sql/scope.ts';
import { membersOf, tree } from '../sql/tree.ts';
import { quoteName, unify } from '../sql/typed.ts';
import { duckType } from '../sql/types.ts';

/** Translates VALUES: a table of expressions, its columns `_col0`, `_col1`, … */
export function translateValues(
  members: Record<string, unknown>,
  environment: Environment,
  outer: Scope | undefined,
): Query {
  const { expressions } = membersOf('VALUES', members, 'expressions');
  const scope: Scope = { environment, relations: [], outer };
  const rows = (expressions as unknown[]).map((row) => cellsOf(row).map((cell) => translate(cell, scope)));
  const width = rows[0]!.length;
  if (rows.some((row) => row.length !== width)) {
    throw new QueryError('TYPE_MISMATCH', 'Values rows have mismatched sizes');
  }
  const unified = rows[0]!.map((_, index) =>
    unify(
      rows.map((row) => row[index]!),
      'VALUES',
    ),
  );
  const columns = uniqueColumns(
    unified.map(({ type }, index) => ({ name: `_col${index}`, named: false, type })),
  );
  const texts = rows.map((_, row) => {
    return `(${unified.map(({ sql, type }) => `CAST(${sql[row]} AS ${duckType(type)})`).join(', ')})`;
  });
  const names = columns.map(({ physical }) => quoteName(physical)).join(', ');
  return { sql: `SELECT ${names} FROM (VALUES ${texts.join(', ')}) AS "values"(${names})`, columns };
}

/** A row is a list of cells; a bare `(1)` comes with its parentheses. */
function cellsOf(row: unknown): unknown[] {
  const { expressions } = membersOf('VALUES', row, 'expressions');
  const cells = expressions as unknown[];
  const only = cells.length === 1 ? tree(cells[0]) : undefined;
  if (only?.kind !== 'tuple') return cells;
  return membersOf('VALUES', only.members, 'expressions').expressions as unknown[];
}
