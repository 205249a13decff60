import type { InvocationContext } from './context.ts';
import { stayAlive, whenEmpty } from './event-loop.ts';
import type { Handler, Invoke } from './handler.ts';
import { isPromise } from './handler.ts';
import { serialise } from './response.ts';
import { NodeJsExit } from './runtime-errors.ts';

type Ended = (error: unknown, result?: unknown) => void;

/** How an invocation ends. The first call counts. */
interface Ends {
  /** The handler's third parameter; waits for the event loop to be empty unless that was turned off. */
  callback: Ended;
  /** At once. */
  done: Ended;
  /** When nothing is left to do and neither was called. */
  unanswered: () => void;
  waits: boolean;
}

/**
 * A handler as up to Node.js 22: it ends by a promise, by the callback, by `context.succeed`, `fail` or `done`, or when
 * nothing is left to do. What it returns besides a promise does not count.
 * https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/blob/v3.3.0/src/CallbackContext.js
 */
export function callbackHandler(handler: Handler): Invoke {
  const isAsync = handler.constructor.name === 'AsyncFunction';
  return (event, context) =>
    new Promise<string>((resolve, reject) => {
      const ends = endsOf(resolve, reject, isAsync);
      whenEmpty(ends.unanswered);
      try {
        const result = handler(event, withEnds(context, ends), ends.callback);
        if (isPromise(result)) settle(result, ends);
      } catch (error) {
        ends.callback(error);
      }
    });
}

function endsOf(
  resolve: (payload: string) => void,
  reject: (error: unknown) => void,
  isAsync: boolean,
): Ends {
  let ended = false;
  function succeed(result: unknown): void {
    const payload = serialise(result);
    stayAlive();
    resolve(payload);
  }
  function fail(error: unknown): void {
    stayAlive();
    reject(error);
  }
  const first = (end: Ended): Ended => {
    return (error, result) => {
      if (ended) return;
      if (isGiven(error)) fail(error);
      else end(undefined, result);
      ended = true;
    };
  };
  const ends: Ends = {
    waits: true,
    callback: first((_none, result) => (ends.waits ? whenEmpty(() => succeed(result)) : succeed(result))),
    done: first((_none, result) => succeed(result)),
    // An async function whose promise stays pending is an error; without one, AWS answers null.
    unanswered() {
      ended = true;
      if (isAsync) fail(new NodeJsExit());
      else succeed(null);
    },
  };
  return ends;
}

function settle(promise: Promise<unknown>, { done }: Ends): void {
  const fail = (error: unknown) => done(isGiven(error) ? error : 'handled');
  promise.then((result) => done(null, result), fail).catch(fail);
}

/** The context object with the ways to end and its one setting. */
function withEnds(context: InvocationContext, ends: Ends): object {
  const ways = {
    get callbackWaitsForEmptyEventLoop() {
      return ends.waits;
    },
    set callbackWaitsForEmptyEventLoop(waits: boolean) {
      ends.waits = waits;
    },
    succeed: (result: unknown) => ends.done(null, result),
    fail: (error: unknown) => ends.done(isGiven(error) ? error : 'handled'),
    done: ends.done,
  };
  return Object.assign(ways, context);
}

function isGiven(error: unknown): boolean {
  return error !== undefined && error !== null;
}
