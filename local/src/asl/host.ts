/**
 * What the interpreter asks of the place it runs in. It knows no service, no file and no clock of its own.
 */
import type { HistoryEvent } from '@aws-sdk/client-sfn';

/** A JSON value. Whole numbers beyond 2^53 - 1 are bigints, so that nothing rounds them. */
export type Json = null | boolean | number | bigint | string | Json[] | { [member: string]: Json };

/** A failure in the language's sense: an error name that Retry and Catch can match, and a cause. */
export class StatesError extends Error {
  readonly error: string;
  readonly errorCause: string | undefined;
  constructor(error: string, cause?: string) {
    super(cause === undefined ? error : `${error}: ${cause}`);
    this.name = 'StatesError';
    this.error = error;
    this.errorCause = cause;
  }
}

/** One attempt of a Task state. */
export interface TaskRequest {
  /** The Resource as written, e.g. `arn:aws:states:::athena:startQueryExecution.sync`. */
  resource: string;
  /** The evaluated Arguments. */
  arguments: Json;
  /** Credentials' role, which makes the call in place of the machine's. */
  roleArn?: string;
  /** Name of the state that calls. */
  state: string;
  /** Whether it is a Map's reading of items or writing of results, and so no Task's call. */
  ofMap?: boolean;
  /** How often this visit of the state was tried before. */
  retryCount: number;
  /** Present for `.waitForTaskToken`. */
  taskToken?: string;
  /** Aborted when the attempt timed out, its state was cancelled, or the execution was stopped. */
  signal: AbortSignal;
  /** To be called by `.sync` and `.waitForTaskToken` integrations when the job was accepted. */
  submitted(output: Json): void;
  /** To be called when SendTaskHeartbeat came for the task; HeartbeatSeconds then counts anew. */
  heartbeat(): void;
}

/** An event without what the recorder adds: id, previous id, time, and that its data are whole. */
export type NewEvent = Omit<HistoryEvent, 'id' | 'timestamp' | 'previousEventId'>;

/** What the recorder keeps beside an event, so that a redrive finds where the execution stopped; AWS shows none of it. */
export interface EventMark {
  /** Of an event in a branch or an iteration: the id of the event that started these, and which of them it is: `3/0`. */
  branch?: string;
  /** Of an Exited event: the state that follows; null where the flow ends. */
  next?: string | null;
}

/** One run of a distributed Map: the host starts its children and keeps their records. */
export interface MapRun {
  mapRunArn: string;
  /** How often it was taken up again; 0 of a new one. */
  redriveCount: number;
  /**
   * Runs one child execution to its end; in a map run that was taken up again, a child that succeeded before gives its
   * output, and one that did not is redriven. Rejects with StatesError when it fails.
   */
  runChild(request: ChildRequest): Promise<Json>;
  /** The children that have ended, in the order of their starts. */
  children(): AsyncIterable<MapRunChild> | Iterable<MapRunChild>;
  /** Tells how many items and children there are in each state, for DescribeMapRun. */
  progress(counts: MapRunCounts): void;
  /** Closes the run. */
  end(status: 'SUCCEEDED' | 'FAILED' | 'ABORTED'): void;
}

/** A child as DescribeExecution tells it: texts of JSON, times in ISO 8601. */
export interface MapRunChild {
  executionArn: string;
  stateMachineArn: string;
  name: string;
  status: string;
  input: string;
  output?: string;
  error?: string;
  cause?: string;
  startDate: string;
  stopDate?: string;
  redriveCount: number;
}

export interface ChildRequest {
  /** Which child of the map run it is, from 0. */
  index: number;
  /** The child's input. */
  input: Json;
  /** How many items of the Map this child carries: 1, or the size of its batch. */
  items: number;
  signal: AbortSignal;
}

export interface MapRunCounts {
  items: ItemCounts;
  executions: ItemCounts;
}

export interface ItemCounts {
  total: number;
  pending: number;
  running: number;
  succeeded: number;
  failed: number;
  timedOut: number;
  aborted: number;
}

export interface MapRunRequest {
  /** Path of the Map state, so that the host can find its ItemProcessor. */
  stateName: string;
  label: string;
  /** The Map's ItemProcessor: the machine that each child runs. */
  processor: unknown;
  maxConcurrency: number;
  toleratedFailureCount: number;
  toleratedFailurePercentage: number;
  /** The map run to take up again, on a redrive. */
  resumes?: string;
}

/** An object of an ItemReader: its bytes in chunks, never the whole. */
export interface ReadObject {
  body: AsyncIterable<Uint8Array>;
}

export interface Host {
  /** Performs a Task's request. Rejects with StatesError; any other rejection is a defect of the host. */
  callService(request: TaskRequest): Promise<Json>;
  /** Reads for ItemReader: `resource` is e.g. `arn:aws:states:::s3:getObject`, arguments `{ Bucket, Key }`. */
  readObject(resource: string, args: Json, signal: AbortSignal): Promise<ReadObject>;
  /** Starts a distributed Map. */
  startMapRun(request: MapRunRequest): MapRun;
  /** Records an event with the members of its mark, durably, before its effect; returns its id. */
  record(event: NewEvent, previousEventId: number, branch?: string, next?: string | null): number;
  /** The present, and a pause that a signal ends. Tests put a virtual clock here. */
  now(): Date;
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Uniform in [0, 1), for jitter. */
  random(): number;
  /** A new task token. */
  newTaskToken(): string;
}
