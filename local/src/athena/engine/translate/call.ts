import { notSupported } from '../query-error.ts';
import type { Scope } from '../sql/scope.ts';
import type { Typed } from '../sql/typed.ts';
import { aggregates } from '../functions/aggregates.ts';
import type { Call } from '../functions/call.ts';
import { lambdaFunctions, translateLambdaCall } from './lambda-calls.ts';
import { translateScalar } from './scalar-call.ts';
import { scalars } from '../functions/scalars.ts';
import { translateSetCall } from './set-call.ts';
import { translateTry } from './try.ts';
import { windowFunctions } from '../functions/window-functions.ts';

/**
 * Translates a function call. Only functions that are known to give what Athena gives are translated.
 * @throws QueryError
 */
export function translateCall(call: Call, scope: Scope): Typed {
  const { name } = call;
  if (name === 'try') return translateTry(call, scope);
  if (Object.hasOwn(lambdaFunctions, name)) return translateLambdaCall(call, scope);
  if (Object.hasOwn(aggregates, name)) return translateSetCall(call, aggregates[name]!, scope);
  if (Object.hasOwn(windowFunctions, name)) {
    return translateSetCall(call, windowFunctions[name]!, scope);
  }
  if (Object.hasOwn(scalars, name)) return translateScalar(call, scalars[name]!, scope);
  throw notSupported(`the function ${name}`, 'Write the statement without it.');
}
