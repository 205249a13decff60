import { compare } from '../sql/predicates.ts';
import { translate, translateCondition } from './expression.ts';
import type { Scope } from '../sql/scope.ts';
import { membersOf } from '../sql/tree.ts';
import { unify } from '../sql/typed.ts';
import type { Typed } from '../sql/typed.ts';
import { unknown } from '../sql/types.ts';

const nothing: Typed = { sql: 'NULL', type: unknown };

/** CASE in both forms. */
export function caseOf(members: Record<string, unknown>, scope: Scope): Typed {
  const { operand, whens, else_: otherwise } = membersOf('CASE', members, 'operand', 'whens', 'else_');
  const branches = whens as [unknown, unknown][];
  const tested = operand ? translate(operand, scope) : undefined;
  const conditions = branches.map(([when]) =>
    tested ? compare('=', tested, translate(when, scope)).sql : translateCondition(when, scope, 'WHEN'),
  );
  const results = branches.map(([, then]) => translate(then, scope));
  return choose(conditions, [...results, otherwise ? translate(otherwise, scope) : nothing], 'CASE');
}

/** IF(condition, then[, else]): the else branch also when the condition is NULL. */
export function ifOf(members: Record<string, unknown>, scope: Scope): Typed {
  const { condition, true_value, false_value } = membersOf(
    'IF',
    members,
    'condition',
    'true_value',
    'false_value',
  );
  const otherwise = false_value ? translate(false_value, scope) : nothing;
  return choose(
    [translateCondition(condition, scope, 'IF')],
    [translate(true_value, scope), otherwise],
    'IF',
  );
}

/** The last result is the one of ELSE. */
function choose(conditions: string[], results: Typed[], where: string): Typed {
  const { sql, type } = unify(results, where);
  const branches = conditions.map((condition, index) => `WHEN ${condition} THEN ${sql[index]}`);
  return { sql: `(CASE ${branches.join(' ')} ELSE ${sql.at(-1)} END)`, type };
}
