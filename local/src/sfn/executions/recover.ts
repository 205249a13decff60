import type { MapRunStatus } from '@aws-sdk/client-sfn';
import type { ItemCounts } from '../../asl/host.ts';
import { indexEnd, indexForget, readIndex } from '../disk/execution-index.ts';
import type { IndexEntry } from '../disk/execution-index.ts';
import { readExecution, writeExecution } from '../disk/execution-record.ts';
import type { ExecutionRecord } from '../disk/execution-record.ts';
import { readLastEvent } from '../disk/history-reader.ts';
import { historyFile, openHistory } from '../disk/history-writer.ts';
import {
  childPlace,
  childrenIndex,
  executionPlace,
  executionsIndex,
  machinesWithExecutions,
  mapRunsOf,
} from '../disk/layout.ts';
import type { ExecutionPlace } from '../disk/layout.ts';
import { dropUnfinishedLine } from '../disk/lines.ts';
import { readMapRun, writeMapRun } from '../disk/map-run-record.ts';
import { endEvent, endingOfEvent } from './end-event.ts';
import type { Ending } from './live-execution.ts';
import { startedEvent } from './record-start.ts';

const abandoned: Ending = {
  status: 'ABORTED',
  cause: 'The local runtime ended while this execution was running.',
};

/** Ends as ABORTED what an earlier process left running: its executions, their map runs and children. */
export function recoverExecutions(home: string): void {
  for (const machine of machinesWithExecutions(home)) {
    recoverIndex(executionsIndex(home, machine), (name) => executionPlace(home, machine, name));
  }
}

function recoverIndex(index: string, placeOf: (name: string) => ExecutionPlace): void {
  dropUnfinishedLine(index);
  for (const { name, status } of readIndex(index)) {
    if (status === 'RUNNING') recoverExecution(placeOf(name), name);
  }
}

function recoverExecution(place: ExecutionPlace, name: string): void {
  const record = readExecution(place.directory);
  if (!record) {
    indexForget(place.index, name);
    return;
  }
  const ended = record.status === 'RUNNING' ? closeRecord(record, place) : record;
  indexEnd(place.index, { name, status: ended.status, stopDate: ended.stopDate });
}

/** The history is what counts: it may have its end already, and its last event tells how long it ran. */
function closeRecord(record: ExecutionRecord, { directory }: ExecutionPlace): ExecutionRecord {
  for (const mapRun of mapRunsOf(directory)) recoverMapRun(mapRun);
  dropUnfinishedLine(historyFile(directory));
  const last = readLastEvent(directory);
  const stopDate = last?.timestamp ?? new Date(record.startDate);
  const ending = (last && endingOfEvent(last)) ?? abandon(record, directory, stopDate, last?.id);
  const ended: ExecutionRecord = { ...record, ...ending, stopDate: stopDate.toISOString() };
  writeExecution(directory, ended);
  return ended;
}

function abandon(record: ExecutionRecord, directory: string, stopDate: Date, lastId = 0): Ending {
  const history = openHistory(directory, () => stopDate, lastId);
  if (lastId === 0) history.append(startedEvent(record), 0);
  history.append(endEvent(abandoned), 0);
  history.close();
  return abandoned;
}

function recoverMapRun(directory: string): void {
  const record = readMapRun(directory);
  if (record?.status !== 'RUNNING') return;
  recoverIndex(childrenIndex(directory), (name) => childPlace(directory, name));
  const children = readIndex(childrenIndex(directory));
  const status: MapRunStatus = 'ABORTED';
  const stopDate =
    children
      .map((child) => child.stopDate!)
      .sort()
      .at(-1) ?? record.startDate;
  const counts = {
    items: countChildren(children, (child) => child.itemCount ?? 1),
    executions: countChildren(children, () => 1),
  };
  writeMapRun(directory, { ...record, status, stopDate, counts });
}

/** The counts that were in memory are lost; the children tell them again, but for items that had not begun. */
function countChildren(children: IndexEntry[], weight: (child: IndexEntry) => number): ItemCounts {
  const sum = (status?: string) =>
    children
      .filter((child) => status === undefined || child.status === status)
      .reduce((total, child) => total + weight(child), 0);
  return {
    total: sum(),
    pending: 0,
    running: 0,
    succeeded: sum('SUCCEEDED'),
    failed: sum('FAILED'),
    timedOut: sum('TIMED_OUT'),
    aborted: sum('ABORTED'),
  };
}
