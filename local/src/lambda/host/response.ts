import { knowsCallbacks } from './handler.ts';
import { RuntimeError } from './runtime-errors.ts';

/** What a handler returned as the text of a response. */
export function serialise(result: unknown): string {
  try {
    return JSON.stringify(result) ?? 'null';
  } catch (cause) {
    const message = 'Unable to stringify response body';
    throw knowsCallbacks() ? new Error(message, { cause }) : new RuntimeError('JSONStringifyError', message);
  }
}
