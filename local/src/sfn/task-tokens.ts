import { randomBytes } from 'node:crypto';
import { StatesError } from '../asl/host.ts';
import type { Json } from '../asl/host.ts';
import { invalidToken, taskTimedOut } from './errors.ts';

/** The tokens that tasks wait for, from `.waitForTaskToken` to SendTaskSuccess or SendTaskFailure. */
export interface TaskTokens {
  create(): string;
  /**
   * What SendTaskSuccess brings; `onHeartbeat` hears each SendTaskHeartbeat before. Rejects with SendTaskFailure's
   * StatesError, or with the signal's reason.
   */
  wait(token: string, onHeartbeat: () => void, signal: AbortSignal): Promise<Json>;
  /** @throws ServiceError InvalidToken, or TaskTimedOut when no task waits for it any more */
  succeed(token: string, output: Json): void;
  /** @throws ServiceError as `succeed` does */
  fail(token: string, error: string | undefined, cause: string | undefined): void;
  /** @throws ServiceError as `succeed` does */
  heartbeat(token: string): void;
}

interface Waiter {
  onHeartbeat(): void;
  resolve(output: Json): void;
  reject(error: Error): void;
}

const tokenBytes = 96;
const tokenShape = /^[A-Za-z0-9_-]{128}$/;

export function createTaskTokens(): TaskTokens {
  const waiters = new Map<string, Waiter>();

  function waiterOf(token: string): Waiter {
    if (!tokenShape.test(token)) throw invalidToken();
    const waiter = waiters.get(token);
    if (!waiter) throw taskTimedOut();
    return waiter;
  }

  function wait(token: string, onHeartbeat: () => void, signal: AbortSignal): Promise<Json> {
    return new Promise((resolve, reject) => {
      const abort = () => settle(() => reject(signal.reason as Error));
      const settle = (outcome: () => void) => {
        waiters.delete(token);
        signal.removeEventListener('abort', abort);
        outcome();
      };
      waiters.set(token, {
        onHeartbeat,
        resolve: (output) => settle(() => resolve(output)),
        reject: (error) => settle(() => reject(error)),
      });
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort);
    });
  }

  return {
    create: () => randomBytes(tokenBytes).toString('base64url'),
    wait,
    succeed: (token, output) => waiterOf(token).resolve(output),
    fail: (token, error, cause) => waiterOf(token).reject(new StatesError(error ?? '', cause)),
    heartbeat: (token) => waiterOf(token).onHeartbeat(),
  };
}
