import { QueryError, notSupported } from '../query-error.ts';
import { translate } from './expression.ts';
import { orderBy } from '../sql/order.ts';
import type { Scope } from '../sql/scope.ts';
import { membersOf, nameOf } from '../sql/tree.ts';
import { orderable, raise } from '../sql/typed.ts';
import type { Typed } from '../sql/typed.ts';
import { isInteger, isNumeric, typeName } from '../sql/types.ts';

/** What stands in an OVER's parentheses. */
export function windowOf(over: Record<string, unknown>, scope: Scope): string {
  const { partition_by, order_by, frame } = completed(over, scope);
  const sqlOf = (node: unknown) => translate(node, scope).sql;
  const partition = partition_by ? `PARTITION BY ${(partition_by as unknown[]).map(sqlOf).join(', ')}` : '';
  const keys = ((order_by ?? []) as { this: unknown }[]).map((item) => translate(item.this, scope));
  const order = order_by
    ? `ORDER BY ${orderBy(order_by as unknown[], (node) => orderable(translate(node, scope)))}`
    : '';
  return [partition, order, frame ? frameOf(frame, keys, scope) : ''].filter(Boolean).join(' ');
}

/** A window with what the window that it names has. */
function completed(over: Record<string, unknown>, scope: Scope) {
  const own = membersOf('OVER', over, 'window_name', 'partition_by', 'order_by', 'frame');
  if (!own.window_name) return own;
  const { lower, written } = nameOf(own.window_name);
  const named = scope.windows?.get(lower);
  if (!named) throw new QueryError('INVALID_WINDOW_REFERENCE', `Cannot resolve WINDOW name ${written}`);
  return { ...named, ...own };
}

const units = ['Rows', 'Range', 'Groups'];

function frameOf(frame: unknown, order: Typed[], scope: Scope): string {
  const { kind, start, end } = membersOf('a window frame', frame, 'kind', 'start', 'end');
  if (!units.includes(kind as string)) throw notSupported(`the window frame ${String(kind)}`, 'Use ROWS.');
  const unit = (kind as string).toUpperCase();
  const from = boundOf(start, unit, order, scope);
  return end ? `${unit} BETWEEN ${from} AND ${boundOf(end, unit, order, scope)}` : `${unit} ${from}`;
}

const fixedBounds: Record<string, string> = {
  UnboundedPreceding: 'UNBOUNDED PRECEDING',
  UnboundedFollowing: 'UNBOUNDED FOLLOWING',
  CurrentRow: 'CURRENT ROW',
};

function boundOf(bound: unknown, unit: string, order: Typed[], scope: Scope): string {
  if (typeof bound === 'string' && Object.hasOwn(fixedBounds, bound)) return fixedBounds[bound]!;
  const { Preceding, Following } = membersOf('a window frame', bound, 'Preceding', 'Following');
  const offset = offsetOf(unit, translate(Preceding ?? Following, scope), order);
  return `${offset} ${Preceding ? 'PRECEDING' : 'FOLLOWING'}`;
}

/** How far a frame reaches: a number of rows or groups, or for RANGE what is added to the one key of ORDER BY. */
function offsetOf(unit: string, { sql, type, number }: Typed, [key]: Typed[]): string {
  if (unit !== 'RANGE' && !(isInteger(type) || (type.name === 'decimal' && type.scale === 0)))
    throw new QueryError(
      'TYPE_MISMATCH',
      `Window frame ${unit} value type must be exact numeric type with scale 0 (actual ${typeName(type)})`,
    );
  if (unit === 'RANGE' && key && !isNumeric(key.type)) {
    if (key.type.name === 'date' || key.type.name === 'timestamp')
      throw notSupported(`a RANGE over a ${key.type.name}`, 'Use ROWS.');
    throw new QueryError(
      'TYPE_MISMATCH',
      `Window frame of type RANGE PRECEDING or FOLLOWING requires that sort item type be numeric, datetime or interval (actual: ${typeName(key.type)})`,
    );
  }
  const problem = 'Window frame offset value must not be negative or null';
  // Of a literal Athena says so whatever rows there are.
  if (number?.startsWith('-')) throw new QueryError('INVALID_WINDOW_FRAME', problem);
  const wrong = raise('INVALID_WINDOW_FRAME', problem);
  return `(CASE WHEN ${sql} IS NULL OR ${sql} < 0 THEN ${wrong} ELSE ${sql} END)`;
}
