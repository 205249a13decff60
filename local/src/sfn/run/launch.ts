import { ExecutionTimedOut, StatesError, runMachine } from '../../asl/index.ts';
import type { ContextObject, Machine } from '../../asl/index.ts';
import type { StoppedFlow } from '../../asl/run/stopped-flow.ts';
import type { Json } from '../../asl/host.ts';
import { UnderWay } from '../../under-way.ts';
import { endEvent } from '../executions/end-event.ts';
import type { Recorded } from '../executions/recorded.ts';
import { indexEnd } from '../disk/execution-index.ts';
import type { ExecutionRecord } from '../disk/execution-record.ts';
import { writeExecution } from '../disk/execution-record.ts';
import { openPermissionLog } from '../disk/permission-log.ts';
import { createHost } from './host.ts';
import { Interruption } from '../executions/live-execution.ts';
import type { Ending, LiveExecution, RootExecution } from '../executions/live-execution.ts';
import { closeMapRuns } from '../map-runs/map-run.ts';
import type { StatesState } from '../state.ts';
import { parseJson, stringify } from '../../asl/json/index.ts';

/** Lets a recorded execution run, from its start or from where it stopped; its `done` tells the end. */
export function launch({ program, stopped, ...recorded }: Recorded, state: StatesState): LiveExecution {
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
    const host = createHost(execution, state, launch);
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
