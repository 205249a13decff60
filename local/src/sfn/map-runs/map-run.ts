import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { MapRunStatus } from '@aws-sdk/client-sfn';
import type { Machine } from '../../asl/index.ts';
import type { ItemCounts, MapRun, MapRunRequest } from '../../asl/host.ts';
import { formatArn } from '../arns.ts';
import { mapRunDirectory } from '../disk/layout.ts';
import type { MapRunRecord } from '../disk/map-run-record.ts';
import { writeMapRun } from '../disk/map-run-record.ts';
import { findMapRunRecord } from '../executions/find-execution.ts';
import type { LiveExecution } from '../executions/live-execution.ts';
import { endedChildren } from './ended-children.ts';
import type { LiveMapRun } from './live-map-run.ts';
import { begunChildren, runChild } from './run-child.ts';
import type { Children } from './run-child.ts';
import type { Launch } from '../executions/recorded.ts';
import type { StatesState } from '../state.ts';

const noCounts: ItemCounts = {
  total: 0,
  pending: 0,
  running: 0,
  succeeded: 0,
  failed: 0,
  timedOut: 0,
  aborted: 0,
};

/**
 * Records a map run of this execution, or takes one up again, and gives the interpreter what it needs to run the children.
 * @param launch lets a child run
 */
export function startMapRun(
  execution: LiveExecution,
  request: MapRunRequest,
  state: StatesState,
  launch: Launch,
): MapRun {
  const { resumes } = request;
  const mapRun = resumes ? resumedRun(resumes, state) : newRun(execution, request, state);
  const { record, directory } = mapRun;
  const children: Children = {
    mapRun,
    parent: execution,
    program: request.processor as Machine,
    begun: resumes ? begunChildren(directory) : new Map<number, string>(),
    launch,
  };
  writeMapRun(directory, record);
  state.mapRuns.set(record.mapRunArn, mapRun);
  return {
    mapRunArn: record.mapRunArn,
    redriveCount: record.redriveCount,
    children: () => endedChildren(directory),
    runChild: (child) => runChild(children, child, state),
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

function resumedRun(mapRunArn: string, state: StatesState): LiveMapRun {
  const { record, directory } = findMapRunRecord(mapRunArn, state);
  const redriven: MapRunRecord = {
    ...record,
    status: 'RUNNING',
    stopDate: undefined,
    redriveCount: record.redriveCount + 1,
    redriveDate: state.clock.now().toISOString(),
  };
  return { record: redriven, directory };
}

function newRun(execution: LiveExecution, request: MapRunRequest, state: StatesState): LiveMapRun {
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
  return { record, directory };
}

function endMapRun(mapRun: LiveMapRun, status: MapRunStatus, state: StatesState): void {
  const { record, directory } = mapRun;
  if (!state.mapRuns.delete(record.mapRunArn)) return;
  writeMapRun(directory, { ...record, status, stopDate: state.clock.now().toISOString() });
}
