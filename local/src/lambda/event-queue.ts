/**
 * The queue of events that nobody waits for (`InvocationType` `Event`):
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
import type { Clock } from '../clock.ts';
import { ServiceError } from '../service.ts';
import { UnderWay } from '../under-way.ts';
import type { EventStore, StoredEvent } from './event-store.ts';
import type { InvocationResult, Invocations } from './invocations.ts';
import type { LambdaFunction } from './lambda-function.ts';
import { openLog } from './log.ts';
import type { InvocationRequest } from './run-invocation.ts';

export interface EventQueue {
  /** Keeps an event and delivers it in the background, again after errors; the function's log says when it is given up. */
  add(fn: LambdaFunction, request: InvocationRequest): void;
  /** Delivers what an earlier process left behind. To be called once functions can run. */
  start(): void;
  /** Leaves the events that wait to the next start, and settles when those under way have ended. */
  stop(): Promise<void>;
}

interface Means {
  functions: ReadonlyMap<string, LambdaFunction>;
  invocations: Invocations;
  store: EventStore;
  clock: Clock;
  /** Directory of the functions' logs. */
  logs: string;
}

const maxAgeMs = 6 * 3600 * 1000;
/** What passes before the second and the third attempt after a function's error. */
const pausesMs = [60_000, 120_000];
const longestThrottlePauseMs = 300_000;

export function createEventQueue(means: Means): EventQueue {
  const { store, clock, logs } = means;
  const stopping = new AbortController();
  const underWay = new UnderWay();

  async function deliverOrDrop(event: StoredEvent): Promise<void> {
    try {
      await deliver(event, means, stopping.signal);
    } catch (error) {
      if (stopping.signal.aborted) return;
      const reason = error instanceof Error ? error.message : String(error);
      const line = `${clock.now().toISOString()} ${event.request.requestId} Event dropped: ${reason}`;
      openLog(logs, event.functionName).line(line);
    }
    store.remove(event);
  }

  return {
    add(fn, { requestId, functionArn, event, executionArn }) {
      const request = { requestId, functionArn, event, executionArn };
      const stored = { functionName: fn.name, request, accepted: clock.now().getTime(), errors: 0 };
      store.write(stored);
      underWay.add(deliverOrDrop(stored));
    },
    start() {
      for (const event of store.all()) underWay.add(deliverOrDrop(event));
    },
    async stop() {
      stopping.abort(new Error('the local runtime stops.'));
      await underWay.settled();
    },
  };
}

/** Rejects with the reason when the event is given up. */
async function deliver(event: StoredEvent, means: Means, signal: AbortSignal): Promise<void> {
  const { store, clock } = means;
  let throttles = 0;
  for (;;) {
    const failure = await attempt(event, means, signal);
    if (!failure) return;
    const pause = failure.byFunction ? pausesMs[event.errors++] : throttlePause(throttles++);
    const age = clock.now().getTime() - event.accepted;
    if (pause === undefined)
      throw new Error(`the function failed ${event.errors} times, last with ${failure.text}`);
    if (age + pause > maxAgeMs) throw new Error(`after 6 hours it is still refused with ${failure.text}`);
    store.write(event);
    await clock.sleep(pause, signal);
  }
}

interface Failure {
  /** Whether the function itself failed; else it was throttled, or the service failed. */
  byFunction: boolean;
  text: string;
}

async function attempt(
  { functionName, request }: StoredEvent,
  { functions, invocations }: Means,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  signal.throwIfAborted();
  const fn = functions.get(functionName);
  if (!fn) throw new Error('the function is no longer in the template.');
  try {
    const { isFunctionError, payload }: InvocationResult = await invocations.invoke(fn, request);
    if (!isFunctionError) return undefined;
    // The runtime's end looks to a function like a crash.
    signal.throwIfAborted();
    return { byFunction: true, text: payload.toString() };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ServiceError) return { byFunction: false, text: `${error.code}: ${error.message}` };
    throw error;
  }
}

function throttlePause(throttles: number): number {
  return Math.min(1000 * 2 ** throttles, longestThrottlePauseMs);
}
