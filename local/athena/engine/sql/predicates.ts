import { notSupported } from '../query-error.ts';
import { coerce, common, expectType, unify } from './typed.ts';
import type { Typed } from './typed.ts';
import { boolean, duckType, varchar } from './types.ts';
import type { SqlType } from './types.ts';

/** A comparison of two values, each widened to the type they share. */
export function compare(operator: string, left: Typed, right: Typed): Typed {
  const [a, b] = comparable(operator, [left, right]);
  return { sql: `(${a} ${operator} ${b})`, type: boolean };
}

export function isBetween(value: Typed, low: Typed, high: Typed, not: boolean): Typed {
  const [tested, from, to] = comparable('BETWEEN', [value, low, high]);
  return { sql: `(${tested} ${not ? 'NOT ' : ''}BETWEEN ${from} AND ${to})`, type: boolean };
}

export function inList(value: Typed, list: Typed[], not: boolean): Typed {
  const [tested, ...elements] = comparable('IN', [value, ...list]);
  return { sql: `(${tested} ${not ? 'NOT ' : ''}IN (${elements.join(', ')}))`, type: boolean };
}

/** @param query a query of one column */
export function inQuery(value: Typed, query: Typed, not: boolean): Typed {
  const type = common(value.type, query.type, 'IN');
  checkScalar('IN', type);
  const rows = `SELECT CAST("value" AS ${duckType(type)}) FROM (${query.sql}) AS "query"("value")`;
  return { sql: `(${coerce(value, type)} ${not ? 'NOT ' : ''}IN (${rows}))`, type: boolean };
}

/** `||` and concat: NULL as soon as one part is, for texts; arrays are refused. */
export function concatenate(...parts: Typed[]): Typed {
  const texts = parts.map((part) => expectType(part, varchar, '||'));
  return { sql: `(${texts.join(' || ')})`, type: varchar };
}

function comparable(operator: string, values: Typed[]): string[] {
  const { sql, type } = unify(values, operator);
  checkScalar(operator, type);
  return sql;
}

/** NULL elements count differently in the two engines' comparisons of arrays. */
function checkScalar(operator: string, type: SqlType): void {
  if (type.name !== 'array') return;
  throw notSupported(`${operator} between arrays`, 'Compare their elements.');
}
