import { callOf } from '../functions/call.ts';
import { translateCall } from './call.ts';
import { QueryError, notSupported } from '../query-error.ts';
import { add, divide, modulo, multiply, negate, subtract } from '../sql/arithmetic.ts';
import { cast } from '../sql/cast.ts';
import { compare, concatenate, inList, inQuery, isBetween } from '../sql/predicates.ts';
import { entry } from '../functions/maps.ts';
import { atZone } from '../functions/times/clock.ts';
import { extract } from '../functions/times/parts.ts';
import { caseOf, ifOf } from './conditionals.ts';
import { intervalLiteral } from '../sql/intervals.ts';
import { like } from '../sql/like.ts';
import { literal } from '../sql/literal.ts';
import { checkNoLambda, valueNamed } from '../sql/scope.ts';
import type { Scope } from '../sql/scope.ts';
import { translateSubquery } from './subquery.ts';
import type { Use } from './subquery.ts';
import { membersOf, nameOf, positionOf, tree } from '../sql/tree.ts';
import { expectType, unify } from '../sql/typed.ts';
import type { Typed } from '../sql/typed.ts';
import { arrayOf, bigint, boolean, typeName, unknown } from '../sql/types.ts';

/**
 * Translates an expression.
 * @throws QueryError for what is wrong, or is not run locally
 */
export function translate(node: unknown, scope: Scope): Typed {
  const value = translateUnordered(node, scope);
  if (!value.unordered) return value;
  if (value.ordered !== undefined) return { sql: value.ordered, type: value.type };
  throw notSupported(
    'array_intersect and array_agg(DISTINCT), or array_distinct of doubles, where the order of their elements shows',
    'Put array_sort or cardinality around them, or ORDER BY into array_agg.',
  );
}

/** As `translate`, also giving arrays whose elements are in another order than Athena's. */
export function translateUnordered(node: unknown, scope: Scope): Typed {
  const { kind, members } = tree(node);
  const rule = Object.hasOwn(rules, kind) ? rules[kind] : undefined;
  if (rule) return rule(members, scope);
  const call = callOf(node);
  if (call) return translateCall(call, scope);
  throw notSupported(`the expression ${kind.replaceAll('_', ' ')}`, 'Write the statement without it.');
}

/** Translates a condition to DuckDB's text. */
export function translateCondition(node: unknown, scope: Scope, clause: string): string {
  return expectType(translate(node, scope), boolean, clause);
}

type Rule = (members: Record<string, unknown>, scope: Scope) => Typed;

const binary =
  (kind: string, combine: (left: Typed, right: Typed) => Typed): Rule =>
  (members, scope) => {
    const { left, right } = membersOf(kind, members, 'left', 'right');
    return combine(translate(left, scope), translate(right, scope));
  };

const comparison = (kind: string, operator: string) =>
  binary(kind, (left, right) => compare(operator, left, right));

const logical =
  (kind: string, operator: string): Rule =>
  (members, scope) => {
    const { left, right } = membersOf(kind, members, 'left', 'right');
    const sides = [left, right].map((side) => translateCondition(side, scope, operator));
    return { sql: `(${sides.join(` ${operator} `)})`, type: boolean };
  };

const test =
  (kind: string, words: string): Rule =>
  (members, scope) => {
    const { this: operand, not } = membersOf(kind, members, 'this', 'not');
    const value = translateUnordered(operand, scope);
    if (kind !== 'is_null') expectType(value, boolean, words);
    return { sql: `(${value.sql} IS ${not ? 'NOT ' : ''}${words})`, type: boolean };
  };

const rules: Record<string, Rule> = {
  literal: (members) => literal(members),
  boolean: ({ value }) => ({ sql: String(value), type: boolean }),
  null: () => ({ sql: 'NULL', type: unknown }),
  column,
  paren(members, scope) {
    const { this: inner } = membersOf('parentheses', members, 'this');
    const value = translateUnordered(inner, scope);
    return { ...value, sql: `(${value.sql})` };
  },
  neg: (members, scope) => negate(translate(membersOf('-', members, 'this').this, scope)),
  not(members, scope) {
    const operand = membersOf('NOT', members, 'this').this;
    return { sql: `(NOT ${translateCondition(operand, scope, 'NOT')})`, type: boolean };
  },
  and: logical('AND', 'AND'),
  or: logical('OR', 'OR'),
  add: binary('+', add),
  sub: binary('-', subtract),
  mul: binary('*', multiply),
  div: binary('/', divide),
  mod: binary('%', modulo),
  eq: comparison('=', '='),
  neq: comparison('<>', '<>'),
  lt: comparison('<', '<'),
  lte: comparison('<=', '<='),
  gt: comparison('>', '>'),
  gte: comparison('>=', '>='),
  null_safe_eq: comparison('IS NOT DISTINCT FROM', 'IS NOT DISTINCT FROM'),
  null_safe_neq: comparison('IS DISTINCT FROM', 'IS DISTINCT FROM'),
  is_null: test('is_null', 'NULL'),
  is_true: test('is_true', 'TRUE'),
  is_false: test('is_false', 'FALSE'),
  concat: binary('||', concatenate),
  like(members, scope) {
    const { left, right, escape } = membersOf('LIKE', members, 'left', 'right', 'escape');
    return like(
      translate(left, scope),
      translate(right, scope),
      escape ? translate(escape, scope) : undefined,
    );
  },
  between(members, scope) {
    const { this: value, low, high, not } = membersOf('BETWEEN', members, 'this', 'low', 'high', 'not');
    const [tested, from, to] = [value, low, high].map((side) => translate(side, scope));
    return isBetween(tested!, from!, to!, Boolean(not));
  },
  in(members, scope) {
    const {
      this: value,
      expressions,
      query,
      not,
    } = membersOf('IN', members, 'this', 'expressions', 'query', 'not');
    const tested = translate(value, scope);
    // Trino's planner fails where it names columns of both sides.
    if (query && scope.hidden && tree(value).kind !== 'column')
      throw notSupported(`IN (SELECT …) of a calculation in ${scope.hidden}`, 'Calculate it before joining.');
    if (query) return inQuery(tested, subquery(query, scope, 'IN'), Boolean(not));
    const list = (expressions as unknown[]).map((element) => translate(element, scope));
    return inList(tested, list, Boolean(not));
  },
  exists(members, scope) {
    const { this: query, not } = membersOf('EXISTS', members, 'this', 'not');
    checkNoLambda(scope, 'a subquery');
    const { sql } = translateSubquery(query, scope, 'EXISTS');
    return { sql: `(${not ? 'NOT ' : ''}EXISTS (${sql}))`, type: boolean };
  },
  subquery(members, scope) {
    const { this: query } = membersOf('a scalar subquery', members, 'this');
    const { sql, type } = subquery(query, scope, 'a scalar subquery');
    return { sql: `(${sql})`, type };
  },
  case: (members, scope) => caseOf(members, scope),
  if_func: (members, scope) => ifOf(members, scope),
  cast(members, scope) {
    const { this: value, to } = membersOf('CAST', members, 'this', 'to');
    return cast(translate(value, scope), to, 'CAST');
  },
  try_cast(members, scope) {
    const { this: value, to } = membersOf('TRY_CAST', members, 'this', 'to');
    return cast(translate(value, scope), to, 'TRY_CAST');
  },
  array_func(members, scope) {
    const { expressions = [] } = membersOf('ARRAY', members, 'expressions');
    const elements = (expressions as unknown[]).map((element) => translate(element, scope));
    if (elements.length === 0) return { sql: '[]', type: arrayOf(unknown) };
    const { sql, type } = unify(elements, 'ARRAY');
    return { sql: `[${sql.join(', ')}]`, type: arrayOf(type) };
  },
  extract(members, scope) {
    const { this: value, field } = membersOf('EXTRACT', members, 'this', 'field');
    const name = typeof field === 'string' ? field : (field as { Custom: string }).Custom;
    return extract(name, translate(value, scope));
  },
  interval(members) {
    const { this: written, unit } = membersOf('INTERVAL', members, 'this', 'unit');
    const negative = tree(written).kind === 'neg';
    const text = String(tree(negative ? tree(written).members.this : written).members.value);
    return intervalLiteral(text, String((unit as { unit?: string }).unit ?? 'a span'), negative);
  },
  at_time_zone(members, scope) {
    const { this: value, zone } = membersOf('AT TIME ZONE', members, 'this', 'zone');
    return atZone(translate(value, scope), translate(zone, scope));
  },
  subscript(members, scope) {
    const { this: array, index } = membersOf('[ ]', members, 'this', 'index');
    const { sql, type } = translate(array, scope);
    if (type.name === 'map') return entry(sql, type, translate(index, scope), '[ ]');
    if (type.name !== 'array') throw mismatch('[ ]', typeName(type));
    const at = expectType(translate(index, scope), bigint, 'An array subscript');
    return { sql: `athena_subscript(${sql}, ${at})`, type: type.element };
  },
};

function column(members: Record<string, unknown>, scope: Scope): Typed {
  const { name, table } = membersOf('a column', members, 'name', 'table');
  const alias = table ? nameOf(table).lower : undefined;
  return valueNamed(scope, nameOf(name).lower, alias, positionOf(members));
}

function subquery(node: unknown, scope: Scope, use: Use): Typed {
  checkNoLambda(scope, 'a subquery');
  const { sql, columns } = translateSubquery(node, scope, use);
  if (columns.length === 1) return { sql, type: columns[0]!.type };
  throw new QueryError(
    'NOT_SUPPORTED',
    `Multiple columns returned by subquery are not yet supported. Found ${columns.length}`,
  );
}

function mismatch(operator: string, found: string): QueryError {
  return new QueryError('TYPE_MISMATCH', `Cannot apply operator ${operator} to ${found}`);
}
