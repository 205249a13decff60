import { QueryError } from '../query-error.ts';
import { arrayArgument } from '../functions/arguments.ts';
import type { Call } from '../functions/call.ts';
import { coerce, quoteName } from '../sql/typed.ts';
import type { Typed } from '../sql/typed.ts';
import { commonType, duckType, sameType, typeName } from '../sql/types.ts';
import type { SqlType } from '../sql/types.ts';
import type { Scope } from '../sql/scope.ts';
import { translate } from './expression.ts';
import { applied } from './lambda.ts';

/**
 * REDUCE(array, state, (state, element) -> state, state -> result). DuckDB's `list_reduce` confuses the rows of what its
 * lambda takes from around it. So the array is made one of records, each with its element and all that the lambda needs,
 * and the lambda takes nothing from around; the state is a member of the records, too.
 */
export function reduced(call: Call, scope: Scope): Typed {
  const [arrayNode, initialNode, stepNode, resultNode] = call.args;
  const array = arrayArgument({ name: call.name, values: [translate(arrayNode, scope)] }, 0);
  const initial = translate(initialNode, scope);
  const members = new Map<string, { sql: string; type: SqlType }>();
  const [own, record] = ['state', 'record'].map((name) => quoteName(scope.environment.unique(name))) as [
    string,
    string,
  ];
  const capture = (value: Typed): Typed => {
    const known = [...members].find(([, member]) => member.sql === value.sql)?.[0];
    const name = known ?? `c${members.size}`;
    members.set(name, value);
    return { sql: `${record}.${name}`, type: value.type };
  };
  const parameters = [
    { sql: `${own}.s`, type: initial.type },
    { sql: `${record}.v`, type: array.type.element },
  ];
  const step = applied(stepNode, parameters, scope, capture);
  const state = stateOf(step, initial.type);
  const recordOf = (s: string, v: string, of: (sql: string) => string) =>
    `{'s': CAST(${s} AS ${duckType(initial.type)}), 'v': CAST(${v} AS ${duckType(array.type.element)})` +
    `${[...members].map(([name, { sql, type }]) => `, '${name}': CAST(${of(sql)} AS ${duckType(type)})`).join('')}}`;
  const nothing = () => 'NULL';
  const element = quoteName(scope.environment.unique('element'));
  const records = `list_transform(${array.sql}, lambda ${element}: ${recordOf('NULL', element, (sql) => sql)})`;
  const last = `list_reduce(${records}, lambda ${own}, ${record}: ${recordOf(state, 'NULL', nothing)}, ${recordOf(coerce(initial, initial.type), 'NULL', nothing)}).s`;
  const final = quoteName(scope.environment.unique('final'));
  const result = applied(resultNode, [{ sql: final, type: initial.type }], scope);
  return {
    sql: `(CASE WHEN ${array.sql} IS NOT NULL THEN list_transform([${last}], lambda ${final}: ${result.sql})[1] END)`,
    type: result.type,
  };
}

function stateOf(step: Typed, state: SqlType): string {
  const widened = commonType(step.type, state);
  if (widened && sameType(widened, state)) return coerce(step, state);
  throw new QueryError(
    'TYPE_MISMATCH',
    `The lambda of reduce must give ${typeName(state)}, the type of its state, and not ${typeName(step.type)}. CAST the state.`,
  );
}
