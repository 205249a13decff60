import { notSupported } from '../query-error.ts';
import { translate } from './expression.ts';
import { orderBy } from './order.ts';
import type { Scope } from './scope.ts';
import { membersOf } from './tree.ts';

/** What stands in an OVER's parentheses. */
export function windowOf(over: Record<string, unknown>, scope: Scope): string {
  const { partition_by, order_by, frame } = membersOf('OVER', over, 'partition_by', 'order_by', 'frame');
  const sqlOf = (node: unknown) => translate(node, scope).sql;
  const partition = partition_by ? `PARTITION BY ${(partition_by as unknown[]).map(sqlOf).join(', ')}` : '';
  const order = order_by ? `ORDER BY ${orderBy(order_by as unknown[], sqlOf)}` : '';
  return [partition, order, frame ? frameOf(frame, scope) : ''].filter(Boolean).join(' ');
}

const units = ['Rows', 'Range', 'Groups'];

function frameOf(frame: unknown, scope: Scope): string {
  const { kind, start, end } = membersOf('a window frame', frame, 'kind', 'start', 'end');
  if (!units.includes(kind as string)) throw notSupported(`the window frame ${String(kind)}`, 'Use ROWS.');
  const unit = (kind as string).toUpperCase();
  if (!end) return `${unit} ${boundOf(start, scope)}`;
  return `${unit} BETWEEN ${boundOf(start, scope)} AND ${boundOf(end, scope)}`;
}

const fixedBounds: Record<string, string> = {
  UnboundedPreceding: 'UNBOUNDED PRECEDING',
  UnboundedFollowing: 'UNBOUNDED FOLLOWING',
  CurrentRow: 'CURRENT ROW',
};

function boundOf(bound: unknown, scope: Scope): string {
  if (typeof bound === 'string' && Object.hasOwn(fixedBounds, bound)) return fixedBounds[bound]!;
  const { Preceding, Following } = membersOf('a window frame', bound, 'Preceding', 'Following');
  return `${translate(Preceding ?? Following, scope).sql} ${Preceding ? 'PRECEDING' : 'FOLLOWING'}`;
}
