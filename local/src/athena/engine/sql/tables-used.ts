import type { TableName } from '../protocol.ts';
import { nameOf } from './tree.ts';

/**
 * The tables of the catalog that a query names, each once. The names of its WITH queries are not among them, where
 * they are in sight.
 */
export function tablesUsed(query: unknown): TableName[] {
  const tables = new Map<string, TableName>();
  collect(query, new Set(), (table) => tables.set(`${table.database ?? ''}.${table.name}`, table));
  return [...tables.values()];
}

function collect(node: unknown, withNames: ReadonlySet<string>, found: (table: TableName) => void): void {
  if (Array.isArray(node)) node.forEach((element) => collect(element, withNames, found));
  if (node === null || typeof node !== 'object' || Array.isArray(node)) return;
  const { with: clause, ...members } = node as {
    with?: { ctes: { alias: unknown; this: unknown }[] } | null;
  };
  const inSight = new Set(withNames);
  for (const cte of clause?.ctes ?? []) {
    collect(cte.this, new Set(inSight), found);
    inSight.add(nameOf(cte.alias).lower);
  }
  for (const [name, member] of Object.entries(members)) {
    const table = name === 'table' ? tableNameOf(member) : undefined;
    if (table && (table.database !== undefined || !inSight.has(table.name))) found(table);
    collect(member, inSight, found);
  }
}

/** A column's `table` is a bare identifier, a table node holds one. */
function tableNameOf(member: unknown): TableName | undefined {
  const { name, schema } = (member ?? {}) as { name?: unknown; schema?: unknown };
  if (name === null || typeof name !== 'object') return undefined;
  return { name: nameOf(name).lower, database: schema ? nameOf(schema).lower : undefined };
}
