import { literal } from './literal.ts';
import { ownColumns } from './scope.ts';
import type { Scope } from './scope.ts';
import { nameOf, tree } from './tree.ts';
import type { Typed } from './typed.ts';

/**
 * Narrows the tables' scans to the partitions that WHERE's `column = constant` and `column IN (constants)` leave,
 * as far as they stand at its top, joined by AND. A condition in WHERE drops rows whatever the joins are, so this
 * is right for the tables of outer joins, too.
 */
export function narrowScans(clause: unknown, scope: Scope): void {
  if (clause) conjuncts((clause as { this: unknown }).this).forEach((condition) => narrow(condition, scope));
}

function conjuncts(node: unknown): unknown[] {
  const { kind, members } = tree(node);
  if (kind === 'and') return [members.left, members.right].flatMap(conjuncts);
  return kind === 'paren' ? conjuncts(members.this) : [node];
}

function narrow(node: unknown, scope: Scope): void {
  const { kind, members } = tree(node);
  if (kind === 'eq') {
    narrowColumn(members.left, [members.right], scope);
    narrowColumn(members.right, [members.left], scope);
  } else if (kind === 'in' && !members.not && !members.query) {
    narrowColumn(members.this, members.expressions as unknown[], scope);
  }
}

function narrowColumn(node: unknown, constants: unknown[], scope: Scope): void {
  const { kind, members } = tree(node);
  if (kind !== 'column' || constants.some((constant) => tree(constant).kind !== 'literal')) return;
  const alias = members.table ? nameOf(members.table).lower : undefined;
  const [column] = ownColumns(scope, nameOf(members.name).lower, alias);
  if (!column?.partitionOf) return;
  const values = constants.map((constant) => literal(tree(constant).members));
  column.partitionOf.narrow(column.name, (text) => values.some((value) => mayEqual(text, value)));
}

/** Whether a partition's value, a text or NULL, can equal a constant. What is not understood can; NULL equals nothing. */
function mayEqual(text: string | undefined, constant: Typed): boolean {
  if (text === undefined) return false;
  if (constant.text !== undefined) return text === constant.text;
  return constant.number === undefined || Number(text) === Number(constant.number);
}
