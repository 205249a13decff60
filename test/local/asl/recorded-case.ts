import { StatesError } from '../../../local/asl/host.ts';
import type { Json } from '../../../local/asl/host.ts';
import { parseMachine, runMachine } from '../../../local/asl/index.ts';
import { describeEvent } from './describe-event.ts';
import type { DescribedEvent } from './describe-event.ts';
import { context, VirtualHost } from './virtual-host.ts';

/** How an attempt of a task ended on AWS. */
export interface RecordedOutcome {
  output?: Json;
  error?: string;
  cause?: Json;
  causeIsJson?: boolean;
}

/** One execution recorded on AWS; the fixture's README tells the members. */
export interface RecordedCase {
  id: string;
  definition: object;
  input: Json;
  expected: { status: string; output: Json; error: string | null; cause: Json; causeIsJson?: boolean };
  wildcards?: string[];
  resources?: { s3?: Record<string, Record<string, string>> };
  events: (DescribedEvent & { id: number; prev: number })[];
  eventsSorted?: boolean;
  tasks?: { state: string; parameters?: Json; input?: Json; outcome: RecordedOutcome }[];
}

/** What our interpreter made of a case. */
export interface Replay {
  status: 'SUCCEEDED' | 'FAILED';
  output: Json;
  error: string | null;
  cause: string | null;
  events: DescribedEvent[];
  /** The previous ids of the events between the first and the last. */
  previousEventIds: number[];
}

/** Runs the case's definition; its tasks end as they did on AWS. */
export async function replay(recorded: RecordedCase): Promise<Replay> {
  const left = [...(recorded.tasks ?? [])];
  const objects = Object.fromEntries(
    Object.entries(recorded.resources?.s3 ?? {}).flatMap(([bucket, keys]) =>
      Object.entries(keys).map(([key, text]) => [`${bucket}/${key}`, text]),
    ),
  );
  const host = new VirtualHost({
    objects,
    async callService(request) {
      const { Name } = (request.context as { State: { Name: string } }).State;
      const at = left.findIndex(({ state }) => state === Name);
      return outcomeOf(left.splice(at, 1)[0]!.outcome);
    },
  });
  const ended = await run(recorded, host);
  const started = { type: 'ExecutionStarted', input: recorded.input };
  return {
    ...ended,
    events: [started, ...host.events.map(describeEvent), endEvent(ended)],
    previousEventIds: host.events.map(({ previousEventId }) => previousEventId),
  };
}

function outcomeOf({ output, error, cause, causeIsJson }: RecordedOutcome): Json {
  if (error === undefined) return output!;
  throw new StatesError(error, causeIsJson ? JSON.stringify(cause) : (cause as string | undefined));
}

type Ended = Omit<Replay, 'events' | 'previousEventIds'>;

async function run(recorded: RecordedCase, host: VirtualHost): Promise<Ended> {
  const machine = parseMachine(recorded.definition, 'machine');
  try {
    const output = await runMachine(machine, recorded.input, context, host, new AbortController().signal);
    return { status: 'SUCCEEDED', output, error: null, cause: null };
  } catch (error) {
    if (!(error instanceof StatesError)) throw error;
    return { status: 'FAILED', output: null, error: error.error || null, cause: error.errorCause ?? null };
  }
}

/** The event that the execution's keeper records. */
function endEvent({ status, output, error, cause }: Ended): DescribedEvent {
  if (status === 'SUCCEEDED') return { type: 'ExecutionSucceeded', output };
  return { type: 'ExecutionFailed', ...(error !== null && { error }), ...(cause !== null && { cause }) };
}
