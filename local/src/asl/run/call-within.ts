import { HeartbeatTimeout, TaskTimeout } from '../errors.ts';
import type { Host } from '../host.ts';
import { linkedController } from './linked-controller.ts';
import type { TaskLimits } from './task-events.ts';
import { untilAborted } from './until-aborted.ts';
import type { Visit } from './visit.ts';

/** What a call gets to know of its attempt. */
export interface Attempt {
  signal: AbortSignal;
  heartbeat(): void;
}

/**
 * A call's outcome, if it comes in time; otherwise aborts the attempt's signal.
 * @throws TaskTimeout, HeartbeatTimeout, or the thread's reason when it aborts
 */
export function callWithin<T>(
  limits: TaskLimits,
  visit: Visit,
  call: (attempt: Attempt) => Promise<T>,
): Promise<T> {
  const { signal } = visit.thread;
  if (limits.timeout === undefined && limits.heartbeat === undefined) {
    return untilAborted(call({ signal, heartbeat: () => undefined }), signal);
  }
  return callTimed(limits, visit, call);
}

async function callTimed<T>(
  limits: TaskLimits,
  visit: Visit,
  call: (attempt: Attempt) => Promise<T>,
): Promise<T> {
  const { signal } = visit.thread;
  const attempt = linkedController(signal);
  const timers = linkedController(signal);
  const { timeout, heartbeat } = limits;
  let lastBeat = visit.host.now().getTime();

  const start = (seconds: number, since: () => number, error: TaskTimeout) =>
    void runDown(visit.host, seconds, since, timers.signal).then(
      () => attempt.abort(error),
      () => undefined,
    );

  try {
    const started = lastBeat;
    if (timeout !== undefined) start(timeout, () => started, new TaskTimeout());
    if (heartbeat !== undefined) start(heartbeat, () => lastBeat, new HeartbeatTimeout());
    const beat = () => void (lastBeat = visit.host.now().getTime());
    return await untilAborted(call({ signal: attempt.signal, heartbeat: beat }), attempt.signal);
  } finally {
    timers.abort(undefined);
    timers.unlink();
    attempt.unlink();
  }
}

/** Ends when `seconds` have passed since the instant that `since` gives, which may move on meanwhile. */
async function runDown(host: Host, seconds: number, since: () => number, signal: AbortSignal): Promise<void> {
  for (;;) {
    const left = since() + seconds * 1000 - host.now().getTime();
    if (left <= 0) return;
    await untilAborted(host.sleep(left, signal), signal);
  }
}
