import { ExecutionTimedOut } from '../src/asl/errors.ts';
import { StatesError } from '../src/asl/host.ts';
import type { Json, TaskRequest } from '../src/asl/host.ts';
import { parseMachine, runMachine } from '../src/asl/index.ts';
import { describeEvent } from './describe-event.ts';
import type { DescribedEvent } from './describe-event.ts';
import type { RecordedExecution } from './recorded-case.ts';
import { replayTasks } from './replay-tasks.ts';
import { context, VirtualHost } from './virtual-host.ts';

/** What our interpreter made of a case. */
export interface Replay {
  status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  output: Json;
  error: string | null;
  cause: string | null;
  events: DescribedEvent[];
  /** The previous ids of the events between the first and the last. */
  previousEventIds: number[];
  /** The Tasks' calls in order. */
  requests: TaskRequest[];
}

/** Runs the case's definition by a virtual clock; its tasks end as they did on AWS. */
export async function replay(recorded: RecordedExecution): Promise<Replay> {
  const stop = new AbortController();
  const host = new VirtualHost({
    objects: objectsOf(recorded),
    callService: replayTasks(recorded),
    ...(recorded.expected.status === 'ABORTED' && { recorded: stopAfter(recorded, stop) }),
  });
  const ended = await run(recorded, host, stop.signal);
  return {
    ...ended,
    events: [
      { type: 'ExecutionStarted', input: recorded.input },
      ...host.events.map(describeEvent),
      endEvent(ended),
    ],
    previousEventIds: host.events.map(({ previousEventId }) => previousEventId),
    requests: host.requests,
  };
}

/** Objects by `bucket/key`. */
function objectsOf({ resources }: RecordedExecution): Record<string, string> {
  return Object.fromEntries(
    Object.entries(resources?.s3 ?? {}).flatMap(([bucket, keys]) =>
      Object.entries(keys).map(([key, text]) => [`${bucket}/${key}`, text]),
    ),
  );
}

/** Where StopExecution was called, it was after the last event but one. */
function stopAfter({ events }: RecordedExecution, stop: AbortController): (count: number) => void {
  const last = (events?.length ?? 0) - 2;
  return (count) => {
    if (count === last) setImmediate(() => stop.abort(new Error('StopExecution')));
  };
}

type Ended = Omit<Replay, 'events' | 'previousEventIds' | 'requests'>;

async function run(recorded: RecordedExecution, host: VirtualHost, signal: AbortSignal): Promise<Ended> {
  const machine = parseMachine(recorded.definition, 'machine');
  try {
    const output = await runMachine(machine, recorded.input, context, host, signal);
    return { status: 'SUCCEEDED', output, error: null, cause: null };
  } catch (error) {
    if (signal.aborted) return { status: 'ABORTED', output: null, error: null, cause: null };
    if (!(error instanceof StatesError)) throw error;
    const status = error instanceof ExecutionTimedOut ? 'TIMED_OUT' : 'FAILED';
    return { status, output: null, error: error.error || null, cause: error.errorCause ?? null };
  }
}

const endEvents = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
};

/** The event that the execution's keeper records. */
function endEvent({ status, output, error, cause }: Ended): DescribedEvent {
  const type = endEvents[status];
  if (status === 'SUCCEEDED') return { type, output };
  return { type, ...(error !== null && { error }), ...(cause !== null && { cause }) };
}
