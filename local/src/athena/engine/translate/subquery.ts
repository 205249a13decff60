import { aggregates } from '../functions/aggregates.ts';
import { callOf } from '../functions/call.ts';
import { notSupported } from '../query-error.ts';
import { translateQuery } from './query.ts';
import type { Query } from './query.ts';
import type { Scope } from '../sql/scope.ts';
import { tree } from '../sql/tree.ts';

/** What a subquery is to the expression that it stands in. */
export type Use = 'IN' | 'EXISTS' | 'a scalar subquery';

/**
 * Translates a subquery of an expression.
 * @throws QueryError NOT_SUPPORTED also where it names columns of the query around it in a form that Trino does not run,
 * or runs by chance of its optimizer only
 */
export function translateSubquery(node: unknown, scope: Scope, use: Use): Query {
  const around: Scope = { ...scope, named: false };
  const query = translateQuery(node, scope.environment, around);
  const obstacle = around.named ? obstacleOf(node, use) : undefined;
  if (!obstacle) return query;
  throw notSupported(
    `${obstacle} in ${use} that names columns of the query around it`,
    'Join the tables instead, or aggregate before joining.',
  );
}

const clauses = {
  distinct: 'DISTINCT',
  group_by: 'GROUP BY',
  having: 'HAVING',
  limit: 'LIMIT',
  offset: 'OFFSET',
};

function obstacleOf(node: unknown, use: Use): string | undefined {
  const { kind, members } = tree(node);
  if (kind === 'paren' || kind === 'subquery') return obstacleOf(members.this, use);
  if (kind === 'values') return use === 'IN' ? 'VALUES' : undefined;
  if (kind !== 'select') return kind.toUpperCase();
  const clause = Object.entries(clauses).find(([name]) => members[name]);
  if (clause) return clause[1];
  if (use === 'IN' && !namesRelations(members.from)) return 'a SELECT without tables';
  return calls(members.expressions, use);
}

/** Whether FROM has more than an UNNEST. */
function namesRelations(from: unknown): boolean {
  const sources = (from as { expressions?: unknown[] } | null)?.expressions ?? [];
  return (
    sources.length > 0 && !JSON.stringify(sources[0]).startsWith('{"unnest"') && !isAliasOfUnnest(sources[0])
  );
}

const isAliasOfUnnest = (node: unknown) => JSON.stringify(node).startsWith('{"alias":{"this":{"unnest"');

/** A window function or, in IN, an aggregation in the SELECT list. */
function calls(node: unknown, use: Use): string | undefined {
  if (node === null || typeof node !== 'object') return undefined;
  if (!Array.isArray(node) && Object.keys(node).length === 1) {
    const { kind } = tree(node);
    if (kind === 'subquery' || kind === 'select') return undefined;
    if (kind === 'window_function') return 'a window function';
    const call = use === 'IN' && isNode(node) ? callOf(node) : undefined;
    if (call && Object.hasOwn(aggregates, call.name)) return 'an aggregation';
  }
  for (const child of Object.values(node)) {
    const found = calls(child, use);
    if (found) return found;
  }
  return undefined;
}

const isNode = (node: object) =>
  typeof Object.values(node)[0] === 'object' && Object.values(node)[0] !== null;
