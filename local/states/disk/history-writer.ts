import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { EventMark, NewEvent } from '../../asl/host.ts';

/** Appends the events of one execution to its `history.jsonl`. */
export interface HistoryWriter {
  /**
   * Adds an event, which is written together with those of other branches; returns its id. After the close nothing is
   * added: a branch may end later than its execution.
   */
  append(event: NewEvent, previousEventId: number, time: Date, mark?: EventMark): number;
  /** Settles when what was added is with the operating system. To be awaited before what else outlives this process. */
  written(): Promise<void>;
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
  let added = '';
  let written = Promise.resolve();
  let closed = false;
  const flush = () => {
    if (added === '') return;
    writeSync(descriptor, added);
    added = '';
  };
  return {
    append(event, previousEventId, time, mark) {
      if (closed) return lastId;
      if (added === '') written = Promise.resolve().then(flush);
      const id = lastId + 1;
      added += lineOf(event, id, previousEventId, time, mark);
      lastId = id;
      return id;
    },
    written: () => written,
    get lastId() {
      return lastId;
    },
    close() {
      flush();
      closed = true;
      closeSync(descriptor);
    },
  };
}

/** A `MarkedEvent` as a line of JSON, put together by hand: every event goes through here. */
function lineOf(
  event: NewEvent,
  id: number,
  previousEventId: number,
  time: Date,
  mark: EventMark | undefined,
): string {
  const members = JSON.stringify(event).slice(1, -1);
  const marked = mark === undefined ? '' : `,"mark":${JSON.stringify(mark)}`;
  return `{"timestamp":"${time.toISOString()}",${members},"id":${id},"previousEventId":${previousEventId}${marked}}\n`;
}
