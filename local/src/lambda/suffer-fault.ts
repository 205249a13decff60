import { setTimeout as delay } from 'node:timers/promises';
import type { Ending } from './ending.ts';
import type { Environment } from './environment.ts';

/** What an invocation is made to suffer. */
export interface InvocationFault {
  /** Passes before the handler gets the event, or before its process is killed; it counts for the timeout. */
  delayMs: number;
  /** Whether the process is killed while the handler has the event. */
  crash: boolean;
  /** Comes in place of the handler's result, which does not run then. */
  error: { name: string; cause: string } | undefined;
}

type Message = Parameters<Environment['handle']>[0];

/** Hands over an event so that the fault comes about. */
export async function handleWithFault(
  environment: Environment,
  message: Message,
  { delayMs, crash, error }: InvocationFault,
): Promise<Ending> {
  if (crash) {
    const handled = environment.handle(message);
    const ended = await Promise.race([handled, delay(delayMs, undefined, { ref: false })]);
    if (!ended) await environment.kill();
    return handled;
  }
  const exited = await Promise.race([environment.exited, delay(delayMs, undefined, { ref: false })]);
  if (exited) return exited;
  if (!error) return environment.handle(message);
  const payload = JSON.stringify({ errorType: error.name, errorMessage: error.cause, trace: [] });
  return { kind: 'error', payload, fatal: false };
}
