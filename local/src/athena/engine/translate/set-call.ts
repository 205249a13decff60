import { notSupported } from '../query-error.ts';
import { translate, translateCondition } from './expression.ts';
import { orderBy } from '../sql/order.ts';
import { checkNoLambda } from '../sql/scope.ts';
import type { Scope } from '../sql/scope.ts';
import { orderable } from '../sql/typed.ts';
import type { Typed } from '../sql/typed.ts';
import { duckType } from '../sql/types.ts';
import { windowOf } from './window.ts';
import type { SetFunction } from '../functions/function.ts';
import type { Call } from '../functions/call.ts';

/** @throws QueryError */
export function translateSetCall(call: Call, setFunction: SetFunction, scope: Scope): Typed {
  checkNoLambda(scope, `the aggregation ${call.name}`);
  const [least, most] = setFunction.takes;
  if (call.args.length < least || call.args.length > most) {
    throw notSupported(`${call.name} with ${call.args.length} arguments`, `It takes ${most}.`);
  }
  if (call.over && call.orderBy.length > 0) {
    throw notSupported(`ORDER BY inside ${call.name} with OVER`, 'Order the window instead.');
  }
  const closed = { ...scope, hoisted: undefined, closed: call.over ? 'a window function' : 'an aggregation' };
  const values = call.args.map((arg) => translate(arg, closed));
  const result = setFunction.translate({ name: call.name, values });
  const rows = after(call, scope);
  const sql = result.sql((name, ...parts) => `${name}(${inside(call, parts, scope)})${rows}`);
  return {
    sql: hoist(result.cast ? `CAST(${sql} AS ${duckType(result.type)})` : sql, scope),
    type: result.type,
    unordered: result.unorderedWhenDistinct && call.distinct && call.orderBy.length === 0,
  };
}

function hoist(sql: string, { hoisted }: Scope): string {
  if (!hoisted) return sql;
  return `"${hoisted.own}".a${hoisted.texts.push(sql) - 1}`;
}

function inside(call: Call, args: string[], scope: Scope): string {
  const order =
    call.orderBy.length > 0
      ? ` ORDER BY ${orderBy(call.orderBy, (node) => orderable(translate(node, scope)))}`
      : '';
  const nulls = call.ignoreNulls ? ' IGNORE NULLS' : '';
  return `${call.distinct ? 'DISTINCT ' : ''}${args.join(', ')}${order}${nulls}`;
}

function after(call: Call, scope: Scope): string {
  const filter = call.filter ? ` FILTER (WHERE ${translateCondition(call.filter, scope, 'FILTER')})` : '';
  return call.over ? ` OVER (${windowOf(call.over, scope)})` : filter;
}
