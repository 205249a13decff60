import { QueryError } from '../query-error.ts';
import { arrayArgument, mapArgument } from '../functions/arguments.ts';
import type { Call } from '../functions/call.ts';
import { quoteName } from '../sql/typed.ts';
import type { Typed } from '../sql/typed.ts';
import { arrayOf, boolean, duckType, mapOf } from '../sql/types.ts';
import type { MapType } from '../sql/types.ts';
import type { Scope } from '../sql/scope.ts';
import { translate } from './expression.ts';
import { applied, conditionLambda, elementLambda } from './lambda.ts';
import { reduced } from './reduce.ts';

/** A function that takes a lambda as its last argument, or several. */
export interface LambdaFunction {
  takes: number;
  translate: (call: Call, scope: Scope) => Typed;
}

/** https://trino.io/docs/current/functions/lambda.html */
export const lambdaFunctions: Record<string, LambdaFunction> = {
  transform: { takes: 2, translate: transform },
  filter: { takes: 2, translate: filter },
  any_match: { takes: 2, translate: (call, scope) => matched(call, scope, 'true') },
  all_match: { takes: 2, translate: (call, scope) => negated(matched(call, scope, 'false')) },
  none_match: { takes: 2, translate: (call, scope) => negated(matched(call, scope, 'true')) },
  reduce: { takes: 4, translate: reduced },
  zip_with: { takes: 3, translate: zipped },
  map_filter: { takes: 2, translate: filterMap },
  transform_keys: { takes: 2, translate: (call, scope) => transformMap(call, scope, 'key') },
  transform_values: { takes: 2, translate: (call, scope) => transformMap(call, scope, 'value') },
};

/** @throws QueryError */
export function translateLambdaCall(call: Call, scope: Scope): Typed {
  const found = lambdaFunctions[call.name]!;
  if (call.args.length === found.takes) return found.translate(call, scope);
  throw new QueryError('FUNCTION_NOT_FOUND', `Unexpected parameters for function ${call.name}`);
}

function arrayOfCall(call: Call, scope: Scope, index = 0) {
  return arrayArgument(
    { name: call.name, values: call.args.slice(0, index + 1).map((arg) => translate(arg, scope)) },
    index,
  );
}

function transform(call: Call, scope: Scope): Typed {
  const array = arrayOfCall(call, scope);
  const { sql, type } = elementLambda(call.args[1], array.type.element, scope);
  return { sql: `list_transform(${array.sql}, ${sql})`, type: arrayOf(type) };
}

function filter(call: Call, scope: Scope): Typed {
  const { sql, type } = arrayOfCall(call, scope);
  const condition = conditionLambda(call.args[1], (own) => [{ sql: own, type: type.element }], scope);
  return { sql: `list_filter(${sql}, ${condition})`, type };
}

/** Whether the condition is a truth value for some element; NULL where it is for none, and NULL for one. */
function matched(call: Call, scope: Scope, value: string): Typed {
  const { sql, type } = arrayOfCall(call, scope);
  const condition = conditionLambda(call.args[1], (own) => [{ sql: own, type: type.element }], scope);
  return { sql: `athena_contains(list_transform(${sql}, ${condition}), ${value})`, type: boolean };
}

const negated = ({ sql, type }: Typed): Typed => ({ sql: `(NOT ${sql})`, type });

/** The shorter array goes on with NULL. */
function zipped(call: Call, scope: Scope): Typed {
  const [left, right] = [arrayOfCall(call, scope), arrayOfCall(call, scope, 1)];
  const own = quoteName(scope.environment.unique('pair'));
  const pair = [left, right].map(({ type }, index) => ({ sql: `${own}[${index + 1}]`, type: type.element }));
  const body = applied(call.args[2], pair, scope);
  const pairs = `list_transform(list_zip(${left.sql}, ${right.sql}), lambda ${own}: ${body.sql})`;
  return {
    sql: `(CASE WHEN ${left.sql} IS NOT NULL AND ${right.sql} IS NOT NULL THEN ${pairs} END)`,
    type: arrayOf(body.type),
  };
}

function mapOfCall(call: Call, scope: Scope) {
  return mapArgument({ name: call.name, values: [translate(call.args[0], scope)] }, 0);
}

const entryOf =
  ({ key, value }: MapType) =>
  (own: string): Typed[] => [
    { sql: `${own}.key`, type: key },
    { sql: `${own}.value`, type: value },
  ];

function filterMap(call: Call, scope: Scope): Typed {
  const { sql, type } = mapOfCall(call, scope);
  const condition = conditionLambda(call.args[1], entryOf(type), scope);
  return { sql: `map_from_entries(list_filter(map_entries(${sql}), ${condition}))`, type };
}

function transformMap(call: Call, scope: Scope, part: 'key' | 'value'): Typed {
  const { sql, type } = mapOfCall(call, scope);
  const own = quoteName(scope.environment.unique('entry'));
  const body = applied(call.args[1], entryOf(type)(own), scope);
  const entry =
    part === 'key'
      ? `{'key': ${body.sql}, 'value': ${own}.value}`
      : `{'key': ${own}.key, 'value': ${body.sql}}`;
  const entries = `list_transform(map_entries(${sql}), lambda ${own}: ${entry})`;
  const result = part === 'key' ? mapOf(body.type, type.value) : mapOf(type.key, body.type);
  return { sql: `CAST(map_from_entries(${entries}) AS ${duckType(result)})`, type: result };
}
