import { stayAlive, whenEmpty } from './event-loop.ts';
import type { Handler, Invoke } from './handler.ts';
import { serialise } from './response.ts';
import { NodeJsExit, RuntimeError } from './runtime-errors.ts';

const deprecated =
  'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to ' +
  'modify this function to use a supported handler signature to use Node.js 24 or later. For more information see ' +
  'https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.';

/**
 * A handler as from Node.js 24 on: what it returns is the result, a promise is waited for.
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 * @param exit ends the process with an error: nothing is left that could settle the promise
 * @throws RuntimeError for a handler with a callback
 */
export function promiseHandler(handler: Handler, exit: (error: Error) => void): Invoke {
  if (handler.length >= 3) throw new RuntimeError('CallbackHandlerDeprecated', deprecated);
  return async (event, context) => {
    whenEmpty(() => exit(new NodeJsExit()));
    try {
      return serialise(await handler(event, context));
    } finally {
      stayAlive();
    }
  };
}
