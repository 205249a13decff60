import { QueryError, notSupported } from '../query-error.ts';
import { translate, translateCondition } from './expression.ts';
import type { Frame, Scope } from '../sql/scope.ts';
import { membersOf, nameOf, tree } from '../sql/tree.ts';
import { quoteName } from '../sql/typed.ts';
import type { Typed } from '../sql/typed.ts';
import type { SqlType } from '../sql/types.ts';

interface Lambda {
  names: string[];
  body: unknown;
}

/** @throws QueryError where there is no lambda of so many parameters */
function lambdaOf(node: unknown, count: number): Lambda {
  const { kind, members } = tree(node);
  if (kind !== 'lambda')
    throw notSupported('a function in the place of a lambda', 'Write it as in x -> x + 1.');
  const { parameters, body } = membersOf('a lambda', members, 'parameters', 'body');
  const names = (parameters as unknown[]).map((parameter) => nameOf(parameter).lower);
  if (names.length === count) return { names, body };
  throw new QueryError(
    'FUNCTION_NOT_FOUND',
    `A lambda must take ${count} parameters, and not ${names.length}`,
  );
}

/** What a lambda's parameters stand for, and what becomes of values from around it. */
function framed(scope: Scope, names: string[], values: Typed[], capture?: Frame['capture']): Scope {
  const parameters = new Map(names.map((name, index) => [name, values[index]!]));
  return { ...scope, frames: [...(scope.frames ?? []), { parameters, capture }] };
}

/** A lambda's body with values in the place of its parameters. */
export function applied(node: unknown, values: Typed[], scope: Scope, capture?: Frame['capture']): Typed {
  const { names, body } = lambdaOf(node, values.length);
  return translate(body, framed(scope, names, values, capture));
}

/** `lambda "x:1": body` of one element, in DuckDB's words. */
export function elementLambda(node: unknown, type: SqlType, scope: Scope): { sql: string; type: SqlType } {
  const own = quoteName(scope.environment.unique('element'));
  const body = applied(node, [{ sql: own, type }], scope);
  return { sql: `lambda ${own}: ${body.sql}`, type: body.type };
}

/** The same of a condition of one or more parts of an element. */
export function conditionLambda(node: unknown, parts: (own: string) => Typed[], scope: Scope): string {
  const own = quoteName(scope.environment.unique('element'));
  const values = parts(own);
  const { names, body } = lambdaOf(node, values.length);
  return `lambda ${own}: ${translateCondition(body, framed(scope, names, values), 'A lambda')}`;
}
