import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { MapRunStatus } from '@aws-sdk/client-sfn';
import type { Machine } from '../asl/index.ts';
import { StatesError } from '../asl/host.ts';
import type { ChildRequest, ItemCounts, Json, MapRun, MapRunRequest } from '../asl/host.ts';
import { formatArn } from './arns.ts';
import { childPlace, mapRunDirectory } from './disk/layout.ts';
import type { ExecutionRecord } from './disk/execution-record.ts';
import type { MapRunRecord } from './disk/map-run-record.ts';
import { writeMapRun } from './disk/map-run-record.ts';
import type { LiveExecution } from './live-execution.ts';
import { beginExecution } from './run-execution.ts';
import type { StatesState } from './state.ts';

/** A map run that runs in this process; its record's counts are newer than those on disk. */
export interface LiveMapRun {
  record: MapRunRecord;
  directory: string;
}

const noCounts: ItemCounts = {
  total: 0,
  pending: 0,
  running: 0,
  succeeded: 0,
  failed: 0,
  timedOut: 0,
  aborted: 0,
};

/** Records a map run of this execution and gives the interpreter what it needs to run the children. */
export function startMapRun(execution: LiveExecution, request: MapRunRequest, state: StatesState): MapRun {
  const mapRun = recordStart(execution, request, state);
  const { record } = mapRun;
  return {
    mapRunArn: record.mapRunArn,
    runChild: (child) => runChild(mapRun, execution, request.processor as Machine, child, state),
    progress: (counts) => void (record.counts = counts),
    end: (status) => endMapRun(mapRun, status, state),
  };
}

/** Closes what the interpreter left open when the execution was cut short. */
export function closeMapRuns(execution: LiveExecution, state: StatesState): void {
  for (const mapRun of state.mapRuns.values()) {
    if (mapRun.record.executionArn === execution.record.executionArn) endMapRun(mapRun, 'ABORTED', state);
  }
}

function recordStart(execution: LiveExecution, request: MapRunRequest, state: StatesState): LiveMapRun {
  const { label } = request;
  const machine = execution.owner.name;
  const id = randomUUID();
  const record: MapRunRecord = {
    mapRunArn: formatArn(state.account, 'mapRun', { machine, label, name: id }),
    executionArn: execution.record.executionArn,
    stateMachineArn: formatArn(state.account, 'stateMachine', { machine, label }),
    label,
    stateName: request.stateName,
    status: 'RUNNING',
    startDate: state.clock.now().toISOString(),
    maxConcurrency: request.maxConcurrency,
    toleratedFailureCount: request.toleratedFailureCount,
    toleratedFailurePercentage: request.toleratedFailurePercentage,
    counts: { items: noCounts, executions: noCounts },
    redriveCount: 0,
  };
  const mapRun = { record, directory: mapRunDirectory(execution.place.directory, label, id) };
  mkdirSync(mapRun.directory, { recursive: true });
  writeMapRun(mapRun.directory, record);
  state.mapRuns.set(record.mapRunArn, mapRun);
  return mapRun;
}

function endMapRun(mapRun: LiveMapRun, status: MapRunStatus, state: StatesState): void {
  const { record, directory } = mapRun;
  if (!state.mapRuns.delete(record.mapRunArn)) return;
  writeMapRun(directory, { ...record, status, stopDate: state.clock.now().toISOString() });
}

async function runChild(
  mapRun: LiveMapRun,
  parent: LiveExecution,
  program: Machine,
  request: ChildRequest,
  state: StatesState,
): Promise<Json> {
  request.signal.throwIfAborted();
  const { owner } = parent;
  const { label, mapRunArn, stateMachineArn } = mapRun.record;
  const name = randomUUID();
  const child = beginExecution(
    {
      owner,
      program,
      place: childPlace(mapRun.directory, name),
      executionArn: formatArn(state.account, 'execution', { machine: owner.name, label, name }),
      stateMachineArn,
      name,
      input: JSON.stringify(request.input),
      mapRunArn,
      itemCount: request.items,
    },
    state,
  );
  const abort = () => child.controller.abort(request.signal.reason);
  request.signal.addEventListener('abort', abort, { once: true });
  parent.underWay.add(child.done);
  try {
    return outputOf(await child.done, request.signal);
  } finally {
    request.signal.removeEventListener('abort', abort);
    parent.underWay.delete(child.done);
  }
}

function outputOf(record: ExecutionRecord, signal: AbortSignal): Json {
  if (record.status === 'SUCCEEDED') return JSON.parse(record.output!) as Json;
  signal.throwIfAborted();
  throw new StatesError(record.error ?? '', record.cause);
}
