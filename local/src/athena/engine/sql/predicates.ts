import { notSupported } from '../query-error.ts';
import { compareSides, mayBeNaN, nanAsNull } from './nan.ts';
import type { Side } from './nan.ts';
import { coerce, common, expectType, unify } from './typed.ts';
import type { Typed } from './typed.ts';
import { arrayOf, boolean, duckType, varchar } from './types.ts';
import type { SqlType } from './types.ts';

/** A comparison of two values, each widened to the type they share. */
export function compare(operator: string, left: Typed, right: Typed): Typed {
  const [a, b] = comparable(operator, [left, right]) as [Side, Side];
  return { sql: compareSides(operator, a, b), type: boolean };
}

/** Equality as a join's condition, which DuckDB can hash: NULL instead of false where the right side is NaN. */
export function equalKeys(left: Typed, right: Typed): Typed {
  const [a, b] = comparable('=', [left, right]) as [Side, Side];
  return { sql: `(${a.sql} = ${a.mayBeNaN && b.mayBeNaN ? nanAsNull(b.sql) : b.sql})`, type: boolean };
}

export function isBetween(value: Typed, low: Typed, high: Typed, not: boolean): Typed {
  const [tested, from, to] = comparable('BETWEEN', [value, low, high]) as [Side, Side, Side];
  if (![tested, from, to].some((side) => side.mayBeNaN)) {
    return { sql: `(${tested.sql} ${not ? 'NOT ' : ''}BETWEEN ${from.sql} AND ${to.sql})`, type: boolean };
  }
  const within = `(${compareSides('>=', tested, from)} AND ${compareSides('<=', tested, to)})`;
  return { sql: not ? `(NOT ${within})` : within, type: boolean };
}

export function inList(value: Typed, list: Typed[], not: boolean): Typed {
  const [tested, ...elements] = comparable('IN', [value, ...list]) as [Side, ...Side[]];
  if (!tested.mayBeNaN || !elements.some((element) => element.mayBeNaN)) {
    const texts = elements.map(({ sql }) => sql).join(', ');
    return { sql: `(${tested.sql} ${not ? 'NOT ' : ''}IN (${texts}))`, type: boolean };
  }
  const equal = elements.map((element) => compareSides('=', tested, element)).join(' OR ');
  return { sql: `(${not ? 'NOT ' : ''}(${equal}))`, type: boolean };
}

/** @param query a query of one column */
export function inQuery(value: Typed, query: Typed, not: boolean): Typed {
  const type = common(value.type, query.type, 'IN');
  checkScalar('IN', type);
  const rows = `SELECT CAST("value" AS ${duckType(type)}) FROM (${query.sql}) AS "query"("value")`;
  return { sql: `(${coerce(value, type)} ${not ? 'NOT ' : ''}IN (${rows}))`, type: boolean };
}

/** `||` and concat: NULL as soon as one part is. */
export function concatenate(...parts: Typed[]): Typed {
  if (parts.some(({ type }) => type.name === 'unknown'))
    throw notSupported(
      '|| with a bare NULL, which Athena may take for an array',
      'Write CAST(NULL AS VARCHAR).',
    );
  if (parts.some(({ type }) => type.name === 'array')) return concatenateArrays(parts);
  const texts = parts.map((part) => expectType(part, varchar, '||'));
  return { sql: `(${texts.join(' || ')})`, type: varchar };
}

/** Arrays one after another, and between them elements. */
function concatenateArrays(parts: Typed[]): Typed {
  const arrays = parts.map(({ type }) => (type.name === 'array' ? type : arrayOf(type)));
  const type = arrays.reduce<SqlType>((a, b) => common(a, b, '||'), arrays[0]!);
  const texts = parts.map((part, index) =>
    part.type.name === 'array'
      ? coerce(part, type)
      : coerce({ sql: `[${part.sql}]`, type: arrays[index]! }, type),
  );
  const anyNull = texts.map((text) => `${text} IS NULL`).join(' OR ');
  return { sql: `(CASE WHEN ${anyNull} THEN NULL ELSE list_concat(${texts.join(', ')}) END)`, type };
}

function comparable(operator: string, values: Typed[]): Side[] {
  const { sql, type } = unify(values, operator);
  checkScalar(operator, type);
  return values.map((value, index) => ({
    sql: sql[index]!,
    mayBeNaN: mayBeNaN(value),
    given: value.number !== undefined,
  }));
}

/** NULL elements count differently in the two engines' comparisons of arrays. */
function checkScalar(operator: string, type: SqlType): void {
  if (type.name !== 'array') return;
  throw notSupported(`${operator} between arrays`, 'Compare their elements.');
}
