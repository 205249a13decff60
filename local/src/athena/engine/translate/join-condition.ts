import { translate, translateCondition } from './expression.ts';
import { equalKeys } from '../sql/predicates.ts';
import type { Scope } from '../sql/scope.ts';
import { membersOf, tree } from '../sql/tree.ts';

/** A join's ON. Its equalities stay what DuckDB can hash, also between doubles: false and NULL mean the same here. */
export function joinCondition(node: unknown, scope: Scope): string {
  const { kind, members } = tree(node);
  if (kind === 'paren') return joinCondition(membersOf('parentheses', members, 'this').this, scope);
  if (kind !== 'and' && kind !== 'eq') return translateCondition(node, scope, 'ON');
  const { left, right } = membersOf(kind === 'eq' ? '=' : 'AND', members, 'left', 'right');
  if (kind === 'eq') return equalKeys(translate(left, scope), translate(right, scope)).sql;
  return `(${joinCondition(left, scope)} AND ${joinCondition(right, scope)})`;
}
