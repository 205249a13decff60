import type {
  ChildRequest,
  Host,
  Json,
  MapRun,
  MapRunChild,
  MapRunCounts,
  MapRunRequest,
  NewEvent,
  ReadObject,
  TaskRequest,
} from '../src/asl/host.ts';
import { parseMachine, runMachine } from '../src/asl/index.ts';
import type { ContextObject, Machine } from '../src/asl/index.ts';
import { VirtualClock } from './virtual-clock.ts';

export interface RecordedEvent extends NewEvent {
  id: number;
  previousEventId: number;
}

/** What a test says of the world. */
export interface World {
  callService?(request: TaskRequest, host: VirtualHost): Promise<Json>;
  /** Objects by `bucket/key`. */
  objects?: Record<string, string | Uint8Array>;
  random?(): number;
  /** Is told of each event, by the number of events so far. */
  recorded?(count: number): void;
}

/** One map run as the interpreter asked for it and as it went. */
export interface RecordedMapRun {
  request: MapRunRequest;
  children: { request: ChildRequest; host: VirtualHost; ended?: MapRunChild }[];
  counts: MapRunCounts[];
  ended?: 'SUCCEEDED' | 'FAILED' | 'ABORTED';
}

export const context: ContextObject = {
  Execution: {
    Id: 'arn:aws:states:us-east-1:111111111111:execution:machine:run-1',
    Input: {},
    Name: 'run-1',
    RoleArn: 'arn:aws:iam::111111111111:role/machine',
    StartTime: '2024-01-01T00:00:00.000Z',
    RedriveCount: 0,
  },
  StateMachine: { Id: 'arn:aws:states:us-east-1:111111111111:stateMachine:machine', Name: 'machine' },
};

/** A host in memory whose time is virtual. */
export class VirtualHost implements Host {
  readonly world: World;
  readonly clock: VirtualClock;
  readonly events: RecordedEvent[] = [];
  readonly requests: TaskRequest[] = [];
  readonly mapRuns: RecordedMapRun[] = [];

  constructor(world: World = {}, clock = new VirtualClock()) {
    this.world = world;
    this.clock = clock;
  }

  callService(request: TaskRequest): Promise<Json> {
    this.requests.push(request);
    if (!this.world.callService) throw new Error(`No service answers ${request.resource}`);
    return this.world.callService(request, this);
  }

  async readObject(_resource: string, args: Json): Promise<ReadObject> {
    const { Bucket, Key } = args as { Bucket: string; Key: string };
    const text = this.world.objects?.[`${Bucket}/${Key}`] ?? '';
    return { body: chunks(text) };
  }

  startMapRun(request: MapRunRequest): MapRun {
    const run: RecordedMapRun = { request, children: [], counts: [] };
    this.mapRuns.push(run);
    const mapRunArn = `arn:aws:states:us-east-1:111111111111:mapRun:machine/${request.label}:run-1`;
    return {
      redriveCount: 0,
      mapRunArn,
      runChild: async (child) => {
        const host = new VirtualHost(this.world, this.clock);
        const entry: RecordedMapRun['children'][number] = { request: child, host };
        run.children.push(entry);
        const { Execution, StateMachine } = context;
        const own = { ...Execution, Id: `${Execution.Id}-${run.children.length}`, Input: child.input };
        const machine = request.processor as Machine;
        const running = runMachine(
          machine,
          child.input,
          { Execution: own, StateMachine },
          host,
          child.signal,
        );
        entry.ended = await describeEnd(running, own.Id, child, this.clock.now());
        return running;
      },
      children: () => run.children.flatMap(({ ended }) => ended ?? []),
      progress: (counts) => run.counts.push(structuredClone(counts)),
      end: (status) => (run.ended = status),
    };
  }

  record(event: NewEvent, previousEventId: number): number {
    // ExecutionStarted, which the execution's keeper records, has the id 1.
    const id = this.events.length + 2;
    this.events.push({ ...event, id, previousEventId });
    this.world.recorded?.(this.events.length);
    return id;
  }

  now = () => this.clock.now();
  sleep = (milliseconds: number, signal: AbortSignal) => this.clock.sleep(milliseconds, signal);
  random = () => this.world.random?.() ?? 0.5;
  newTaskToken = () => `token-${this.requests.length + 1}`;

  get eventTypes(): string[] {
    return this.events.map(({ type }) => type!);
  }
}

/** A child as a host would tell it. */
async function describeEnd(
  running: Promise<Json>,
  executionArn: string,
  { input }: ChildRequest,
  time: Date,
): Promise<MapRunChild> {
  const child = {
    executionArn,
    stateMachineArn: `${context.StateMachine.Name}/label`,
    name: executionArn.slice(executionArn.lastIndexOf(':') + 1),
    input: JSON.stringify(input),
    startDate: time.toISOString(),
    stopDate: time.toISOString(),
    redriveCount: 0,
  };
  return running.then(
    (output) => ({ ...child, status: 'SUCCEEDED', output: JSON.stringify(output) }),
    (error: unknown) => {
      const { error: name, errorCause } = error as { error?: string; errorCause?: string };
      return { ...child, status: 'FAILED', error: name, cause: errorCause };
    },
  );
}

/** Small chunks, so that what spans chunks is met. */
async function* chunks(text: string | Uint8Array): AsyncIterable<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += 7) yield bytes.subarray(start, start + 7);
}

/** Runs a definition, whose QueryLanguage is JSONata, on a host. */
export function run(definition: object, input: Json, host: VirtualHost, signal?: AbortSignal): Promise<Json> {
  const machine = parseMachine({ QueryLanguage: 'JSONata', ...definition }, 'machine');
  return runMachine(machine, input, context, host, signal ?? new AbortController().signal);
}
