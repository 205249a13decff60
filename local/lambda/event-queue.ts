/**
 * The queue of events that nobody waits for (`InvocationType` `Event`):
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
import type { Clock } from '../clock.ts';
import { ServiceError } from '../service.ts';
import { UnderWay } from '../under-way.ts';
import type { InvocationResult, Invocations } from './invocations.ts';
import type { LambdaFunction } from './lambda-function.ts';
import { openLog } from './log.ts';
import type { InvocationRequest } from './run-invocation.ts';

export interface EventQueue {
  /** Delivers an event in the background, again after errors; the function's log says when it is given up. */
  add(fn: LambdaFunction, request: InvocationRequest): void;
  /** Drops the events that wait and settles when those under way have ended. */
  stop(): Promise<void>;
}

const maxAgeMs = 6 * 3600 * 1000;
/** What passes before the second and the third attempt after a function's error. */
const pausesMs = [60_000, 120_000];
const longestThrottlePauseMs = 300_000;

/** @param logs directory of the functions' logs */
export function createEventQueue(invocations: Invocations, clock: Clock, logs: string): EventQueue {
  const stopping = new AbortController();
  const underWay = new UnderWay();
  return {
    add(fn, request) {
      const delivery = deliver(fn, request, { invocations, clock, signal: stopping.signal });
      underWay.add(
        delivery.catch((error: Error) => {
          const line = `${clock.now().toISOString()} ${request.requestId} Event dropped: ${error.message}`;
          openLog(logs, fn.name).line(line);
        }),
      );
    },
    async stop() {
      stopping.abort(new Error('the local runtime stops.'));
      await underWay.settled();
    },
  };
}

interface Means {
  invocations: Invocations;
  clock: Clock;
  signal: AbortSignal;
}

/** Rejects with the reason when the event is given up. */
async function deliver(fn: LambdaFunction, request: InvocationRequest, means: Means): Promise<void> {
  const { clock, signal } = means;
  const begun = clock.now().getTime();
  let errors = 0;
  let throttles = 0;
  for (;;) {
    const failure = await attempt(fn, request, means);
    if (!failure) return;
    const pause = failure.byFunction ? pausesMs[errors++] : throttlePause(throttles++);
    const age = clock.now().getTime() - begun;
    if (pause === undefined)
      throw new Error(`the function failed ${errors} times, last with ${failure.text}`);
    if (age + pause > maxAgeMs) throw new Error(`after 6 hours it is still refused with ${failure.text}`);
    await clock.sleep(pause, signal);
  }
}

interface Failure {
  /** Whether the function itself failed; else it was throttled, or the service failed. */
  byFunction: boolean;
  text: string;
}

async function attempt(
  fn: LambdaFunction,
  request: InvocationRequest,
  { invocations, signal }: Means,
): Promise<Failure | undefined> {
  signal.throwIfAborted();
  try {
    const { isFunctionError, payload }: InvocationResult = await invocations.invoke(fn, request);
    return isFunctionError ? { byFunction: true, text: payload } : undefined;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ServiceError) return { byFunction: false, text: `${error.code}: ${error.message}` };
    throw error;
  }
}

function throttlePause(throttles: number): number {
  return Math.min(1000 * 2 ** throttles, longestThrottlePauseMs);
}
