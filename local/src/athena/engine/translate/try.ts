import { notSupported } from '../query-error.ts';
import { translate } from './expression.ts';
import type { Call } from '../functions/call.ts';
import type { Scope } from '../sql/scope.ts';
import type { Typed } from '../sql/typed.ts';

/** What TRY makes NULL of: https://trino.io/docs/435/functions/conditional.html#try */
const caught = 'DIVISION_BY_ZERO|INVALID_CAST_ARGUMENT|INVALID_FUNCTION_ARGUMENT|NUMERIC_VALUE_OUT_OF_RANGE';
const quotedOrError = new RegExp(`error\\('(?=(?:${caught}):)|'(?:[^']|'')*'|"(?:[^"]|"")*"`, 'g');

/**
 * TRY(value): DuckDB's own, which takes no function that it cannot repeat, as `error` is one, and no aggregation: those
 * are handed to it in a list of one.
 */
export function translateTry({ args }: Call, scope: Scope): Typed {
  const hoisted: string[] = [];
  const own = scope.environment.unique('try');
  const value = translate(args[0], { ...scope, hoisted: { own, texts: hoisted } });
  const sql = value.sql
    .replaceAll(quotedOrError, (found) => found.replace(/^error/, 'athena_fail'))
    .replaceAll(/\bathena_(?=(?:rank|element_at|subscript|slice|map|map_subscript)\()/g, 'athena_try_');
  if (/\berror\(|athena_(?:iso|regexp|orderable)/.test(sql.replaceAll(/'(?:[^']|'')*'/g, '')))
    throw notSupported(
      'TRY of what the local engine itself may refuse',
      'Use TRY_CAST, or test for it with IF.',
    );
  const { type } = value;
  if (hoisted.length === 0) return { sql: `TRY(${sql})`, type };
  const members = hoisted.map((text, index) => `'a${index}': ${text}`);
  return { sql: `list_transform([{${members.join(', ')}}], lambda "${own}": TRY(${sql}))[1]`, type };
}
