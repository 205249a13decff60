import { equalKeys } from './predicates.ts';
import { columnValue, resolveColumn } from './scope.ts';
import type { Column, Relation } from './scope.ts';
import { unify } from './typed.ts';

/** JOIN … USING: equality of the named columns, each of which stands once in the result, before all others. */
export function usingJoin(
  left: Relation[],
  right: Relation,
  names: string[],
  kind: string,
): { relations: Relation[]; condition: string } {
  const pairs = names.map((name) => [find(left, name), find([right], name)] as const);
  const conditions = pairs.map(([a, b]) => equalKeys(columnValue(a), columnValue(b)).sql);
  const merged = pairs.map(([a, b], index) => mergedColumn(names[index]!, a, b, kind));
  const rest = [...left, right].map((relation) => ({
    ...relation,
    columns: relation.columns.filter((column) => !names.includes(column.name)),
  }));
  return { relations: [{ columns: merged }, ...rest], condition: conditions.join(' AND ') };
}

function find(relations: Relation[], name: string): Column {
  return resolveColumn({ relations }, name, undefined, '');
}

function mergedColumn(name: string, a: Column, b: Column, kind: string): Column {
  const { sql, type } = unify([columnValue(a), columnValue(b)], 'USING');
  if (kind === 'Right') return { name, sql: sql[1]!, type };
  return {
    name,
    sql: kind === 'Full' ? `COALESCE(${sql.join(', ')})` : sql[0]!,
    type,
    partitionOf: a.partitionOf,
  };
}
