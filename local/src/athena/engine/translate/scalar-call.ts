import { QueryError, notSupported } from '../query-error.ts';
import { translate, translateUnordered } from './expression.ts';
import type { Scope } from '../sql/scope.ts';
import type { Typed } from '../sql/typed.ts';
import type { Scalar } from '../functions/function.ts';
import type { Call } from '../functions/call.ts';

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
