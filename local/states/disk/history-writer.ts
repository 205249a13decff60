import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { EventMark, NewEvent } from '../../asl/host.ts';
import type { MarkedEvent } from '../../asl/run/stopped-flow.ts';

/** Appends the events of one execution to its `history.jsonl`. */
export interface HistoryWriter {
  /**
   * Writes the event through to the operating system, so that it outlives this process; returns its id. After the
   * close nothing is written: a branch may end later than its execution.
   */
  append(event: NewEvent, previousEventId: number, time: Date, mark?: EventMark): number;
  /** Id of the last event written; 0 before the first. */
  readonly lastId: number;
  close(): void;
}

export function historyFile(directory: string): string {
  return join(directory, 'history.jsonl');
}

/** Begins the history in this directory, or continues it after the event `lastId`. */
export function openHistory(directory: string, lastId = 0): HistoryWriter {
  const descriptor = openSync(historyFile(directory), 'a');
  let closed = false;
  return {
    append(event, previousEventId, time, mark) {
      if (closed) return lastId;
      const id = lastId + 1;
      const line: MarkedEvent = { timestamp: time, ...event, id, previousEventId, mark };
      writeSync(descriptor, JSON.stringify(line) + '\n');
      lastId = id;
      return id;
    },
    get lastId() {
      return lastId;
    },
    close() {
      closed = true;
      closeSync(descriptor);
    },
  };
}
