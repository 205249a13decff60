import { QueryError, notSupported } from '../query-error.ts';
import { translate, translateUnordered } from '../sql/expression.ts';
import type { Scope } from '../sql/scope.ts';
import type { Typed } from '../sql/typed.ts';
import type { Arguments } from './arguments.ts';
import type { Call } from './call.ts';

/** A function of one row's values. */
export interface Scalar {
  /** How many arguments it takes. */
  takes: [least: number, most: number];
  /** Whether it does not matter in which order its arrays' elements are. */
  anyOrder?: boolean;
  translate(args: Arguments): Typed;
}

/** @throws QueryError */
export function translateScalar(call: Call, scalar: Scalar, scope: Scope): Typed {
  const { name, args } = call;
  if (call.over) throw new QueryError('FUNCTION_NOT_WINDOW', `Not a window function: ${name}`);
  if (call.distinct || call.orderBy.length > 0 || call.filter) {
    throw new QueryError(
      'FUNCTION_NOT_AGGREGATE',
      `DISTINCT, ORDER BY and FILTER are only valid for aggregation functions, and not for ${name}`,
    );
  }
  const [least, most] = scalar.takes;
  if (args.length < least || args.length > most) {
    throw notSupported(
      `${name} with ${args.length} arguments`,
      `It takes ${least === most ? least : `${least} to ${most}`}.`,
    );
  }
  const values = args.map((arg) =>
    scalar.anyOrder ? translateUnordered(arg, scope) : translate(arg, scope),
  );
  return scalar.translate({ name, values });
}
