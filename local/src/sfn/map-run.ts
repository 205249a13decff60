import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { MapRunStatus } from '@aws-sdk/client-sfn';
import type { Machine } from '../asl/index.ts';
import { StatesError } from '../asl/host.ts';
import type { ChildRequest, ItemCounts, Json, MapRun, MapRunRequest } from '../asl/host.ts';
import { formatArn } from './arns.ts';
import { readIndex } from './disk/execution-index.ts';
import type { ExecutionRecord } from './disk/execution-record.ts';
import { readExecution } from './disk/execution-record.ts';
import type { ExecutionPlace } from './disk/layout.ts';
import { childPlace, childrenIndex, mapRunDirectory } from './disk/layout.ts';
import type { MapRunRecord } from './disk/map-run-record.ts';
import { writeMapRun } from './disk/map-run-record.ts';
import { findMapRunRecord } from './find-execution.ts';
import type { LiveExecution } from './live-execution.ts';
import { endedChildren } from './ended-children.ts';
import { notRedrivable } from './redrivable.ts';
import { redrive } from './redrive.ts';
import { beginExecution } from './run-execution.ts';
import type { StatesState } from './state.ts';
import { parseJson, stringify } from '../asl/json/index.ts';

/** A map run that runs in this process; its record's counts are newer than those on disk. */
export interface LiveMapRun {
  record: MapRunRecord;
  directory: string;
}

/** A live map run with the children that an earlier attempt began, by index. */
interface Run extends LiveMapRun {
  begun: Map<number, string>;
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

/** Records a map run of this execution, or takes one up again, and gives the interpreter what it needs to run the children. */
export function startMapRun(execution: LiveExecution, request: MapRunRequest, state: StatesState): MapRun {
  const { resumes } = request;
  const mapRun = resumes ? recordRedrive(resumes, state) : recordStart(execution, request, state);
  const { record } = mapRun;
  writeMapRun(mapRun.directory, record);
  state.mapRuns.set(record.mapRunArn, mapRun);
  return {
    mapRunArn: record.mapRunArn,
    redriveCount: record.redriveCount,
    children: () => endedChildren(mapRun.directory),
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

function recordRedrive(mapRunArn: string, state: StatesState): Run {
  const { record, directory } = findMapRunRecord(mapRunArn, state);
  const begun = readIndex(childrenIndex(directory)).map(({ index, name }) => [index!, name] as const);
  const redriven: MapRunRecord = {
    ...record,
    status: 'RUNNING',
    stopDate: undefined,
    redriveCount: record.redriveCount + 1,
    redriveDate: state.clock.now().toISOString(),
  };
  return { record: redriven, directory, begun: new Map(begun) };
}

function recordStart(execution: LiveExecution, request: MapRunRequest, state: StatesState): Run {
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
  const directory = mapRunDirectory(execution.place.directory, label, id);
  mkdirSync(directory, { recursive: true });
  return { record, directory, begun: new Map() };
}

function endMapRun(mapRun: LiveMapRun, status: MapRunStatus, state: StatesState): void {
  const { record, directory } = mapRun;
  if (!state.mapRuns.delete(record.mapRunArn)) return;
  writeMapRun(directory, { ...record, status, stopDate: state.clock.now().toISOString() });
}

async function runChild(
  mapRun: Run,
  parent: LiveExecution,
  program: Machine,
  request: ChildRequest,
  state: StatesState,
): Promise<Json> {
  await parent.history.written();
  request.signal.throwIfAborted();
  const { owner, root } = parent;
  const before = begunChild(mapRun, request.index);
  // What ended for good stays as it ended.
  if (
    before &&
    (before.record.status === 'SUCCEEDED' ||
      notRedrivable(before.record, before.place.directory, state.clock.now()))
  ) {
    return outputOf(before.record, request.signal);
  }
  const child = before
    ? redrive({ owner, program, root, ...before }, state)
    : beginChild(mapRun, parent, program, request, state);
  const abort = () => child.controller.abort(request.signal.reason);
  request.signal.addEventListener('abort', abort, { once: true });
  parent.underWay.add(child.done);
  try {
    return outputOf(await child.done, request.signal);
  } finally {
    request.signal.removeEventListener('abort', abort);
  }
}

function begunChild(
  { directory, begun }: Run,
  index: number,
): { record: ExecutionRecord; place: ExecutionPlace } | undefined {
  const name = begun.get(index);
  if (name === undefined) return undefined;
  const place = childPlace(directory, name);
  return { record: readExecution(place.directory)!, place };
}

function beginChild(
  mapRun: Run,
  { owner, root }: LiveExecution,
  program: Machine,
  request: ChildRequest,
  state: StatesState,
): LiveExecution {
  const { label, mapRunArn, stateMachineArn } = mapRun.record;
  const name = randomUUID();
  const executionArn = formatArn(state.account, 'execution', { machine: owner.name, label, name });
  const place = childPlace(mapRun.directory, name);
  const input = stringify(request.input);
  const { items: itemCount, index } = request;
  return beginExecution(
    { owner, program, root, place, executionArn, stateMachineArn, name, input, mapRunArn, itemCount, index },
    state,
  );
}

function outputOf(record: ExecutionRecord, signal: AbortSignal): Json {
  if (record.status === 'SUCCEEDED') return parseJson(record.output!);
  signal.throwIfAborted();
  throw new StatesError(record.error ?? '', record.cause);
}
