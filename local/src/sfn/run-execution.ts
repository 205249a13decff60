import { mkdirSync } from 'node:fs';
import { ExecutionTimedOut, StatesError, runMachine } from '../asl/index.ts';
import type { ContextObject, Machine } from '../asl/index.ts';
import type { StoppedFlow } from '../asl/run/stopped-flow.ts';
import type { Json, NewEvent } from '../asl/host.ts';
import { UnderWay } from '../under-way.ts';
import { endEvent } from './end-event.ts';
import { indexEnd, indexStart } from './disk/execution-index.ts';
import type { ExecutionPlace } from './disk/layout.ts';
import type { ExecutionRecord } from './disk/execution-record.ts';
import { writeExecution } from './disk/execution-record.ts';
import { openHistory } from './disk/history-writer.ts';
import { openPermissionLog } from './disk/permission-log.ts';
import { createHost } from './host.ts';
import { Interruption } from './live-execution.ts';
import type { Ending, LiveExecution, RootExecution } from './live-execution.ts';
import { closeMapRuns } from './map-run.ts';
import type { StateMachine } from './state-machine.ts';
import type { StatesState } from './state.ts';
import { parseJson, stringify } from '../asl/json/index.ts';

export interface ExecutionRequest {
  owner: StateMachine;
  /** What runs: the owner's program, or a Map's ItemProcessor. */
  program: Machine;
  place: ExecutionPlace;
  executionArn: string;
  /** The owner's ARN, or of a child the one with the Map's label. */
  stateMachineArn: string;
  name: string;
  /** JSON text. */
  input: string;
  /** Of a child. */
  mapRunArn?: string;
  itemCount?: number;
  index?: number;
  /** Of a machine's execution: digest of its definition. */
  definition?: string;
  /** Of a child. */
  root?: RootExecution;
}

/** Records a new execution and lets it run; its `done` tells the end. */
export function beginExecution(request: ExecutionRequest, state: StatesState): LiveExecution {
  const { owner, program, place, root, ...members } = request;
  const startDate = state.clock.now().toISOString();
  const record: ExecutionRecord = {
    ...members,
    roleArn: owner.roleArn,
    status: 'RUNNING',
    startDate,
    redriveCount: 0,
  };
  mkdirSync(place.directory, { recursive: true });
  const { name, itemCount, index } = record;
  indexStart(place.index, { name, startDate, itemCount, index });
  writeExecution(place.directory, record);
  const history = openHistory(place.directory, () => state.clock.now());
  history.append(startedEvent(record), 0);
  return launch({ record, place, owner, history, root }, program, state);
}

/** Lets a recorded execution run, from its start or from where it stopped. */
export function launch(
  recorded: Pick<LiveExecution, 'record' | 'place' | 'owner' | 'history'> & { root?: RootExecution },
  program: Machine,
  state: StatesState,
  stopped?: StoppedFlow,
): LiveExecution {
  const execution: LiveExecution = {
    ...recorded,
    root: recorded.root ?? rootOf(recorded),
    controller: new AbortController(),
    underWay: new UnderWay(),
    done: Promise.resolve(recorded.record),
  };
  state.live.set(recorded.record.executionArn, execution);
  execution.done = run(execution, program, state, stopped);
  return execution;
}

function rootOf({ record, place, owner }: Pick<LiveExecution, 'record' | 'place' | 'owner'>): RootExecution {
  const permissions = openPermissionLog(place.directory);
  permissions.add({ role: owner.roleName });
  return { executionArn: record.executionArn, permissions };
}

async function run(
  execution: LiveExecution,
  program: Machine,
  state: StatesState,
  stopped: StoppedFlow | undefined,
): Promise<ExecutionRecord> {
  const ending = await endingOf(execution, program, state, stopped);
  await execution.underWay.settled();
  closeMapRuns(execution, state);
  const record = recordEnd(execution, ending, state.clock.now());
  state.live.delete(record.executionArn);
  return record;
}

async function endingOf(
  execution: LiveExecution,
  program: Machine,
  state: StatesState,
  stopped: StoppedFlow | undefined,
): Promise<Ending> {
  const { signal } = execution.controller;
  try {
    const input = parseJson(execution.record.input);
    const host = createHost(execution, state);
    const output = await runMachine(
      program,
      input,
      contextOf(execution.record, input),
      host,
      signal,
      stopped,
    );
    return interruptionOf(signal) ?? { status: 'SUCCEEDED', output: stringify(output) };
  } catch (error) {
    return interruptionOf(signal) ?? failureOf(error);
  }
}

/** Once stopped, an execution ends as stopped, even where its last state was quicker. */
function interruptionOf(signal: AbortSignal): Ending | undefined {
  if (!signal.aborted) return undefined;
  return signal.reason instanceof Interruption ? signal.reason.ending : { status: 'ABORTED' };
}

function failureOf(error: unknown): Ending {
  if (error instanceof ExecutionTimedOut) return { status: 'TIMED_OUT', error: error.error };
  // The name is empty after a Fail state without Error.
  if (error instanceof StatesError) {
    return { status: 'FAILED', error: error.error || undefined, cause: error.errorCause };
  }
  const detail = error instanceof Error ? error.stack : String(error);
  return { status: 'FAILED', error: 'States.Runtime', cause: `A defect of the local runtime: ${detail}` };
}

/** Writes the event first, the record next, the index last: what is read later is never ahead of the history. */
function recordEnd(execution: LiveExecution, ending: Ending, now: Date): ExecutionRecord {
  const { record, place, history } = execution;
  const ended: ExecutionRecord = { ...record, ...ending, stopDate: now.toISOString() };
  const previous = ending.status === 'ABORTED' ? 0 : history.lastId;
  history.append(endEvent(ending), previous);
  history.close();
  writeExecution(place.directory, ended);
  indexEnd(place.index, { name: record.name, status: ending.status, stopDate: ended.stopDate });
  return ended;
}

/** The event that opens a history. */
export function startedEvent(record: ExecutionRecord): NewEvent {
  return {
    type: 'ExecutionStarted',
    executionStartedEventDetails: {
      input: record.input,
      roleArn: record.roleArn,
    },
  };
}

function contextOf(record: ExecutionRecord, input: Json): ContextObject {
  return {
    Execution: {
      Id: record.executionArn,
      Input: input,
      Name: record.name,
      RoleArn: record.roleArn,
      StartTime: record.startDate,
      RedriveCount: record.redriveCount,
      ...(record.redriveDate !== undefined && { RedriveTime: record.redriveDate }),
    },
    StateMachine: {
      Id: record.stateMachineArn,
      Name: record.stateMachineArn.slice(record.stateMachineArn.lastIndexOf(':') + 1),
    },
  };
}
