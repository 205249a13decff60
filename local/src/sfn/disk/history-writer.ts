import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { NewEvent } from '../../asl/host.ts';
import { eventLine } from './event-line.ts';

/** Appends the events of one execution to its `history.jsonl`. */
export interface HistoryWriter {
  /**
   * Adds an event, which is written together with what else happens before anybody waits; returns its id. After the
   * close nothing is added: a branch may end later than its execution. Events written together bear one time.
   */
  append(event: NewEvent, previousEventId: number, branch?: string, next?: string | null): number;
  /** Settles when what was added is with the operating system. To be awaited before what else outlives this process. */
  written(): Promise<void>;
  /** Id of the last event written; 0 before the first. */
  readonly lastId: number;
  close(): void;
}

export function historyFile(directory: string): string {
  return join(directory, 'history.jsonl');
}

/** Characters. Of a flow that waits for nothing, too, the history is on disk as it goes. */
const mostAdded = 65_536;

/** Begins the history in this directory, or continues it after the event `lastId`. */
export function openHistory(directory: string, now: () => Date, lastId = 0): HistoryWriter {
  const descriptor = openSync(historyFile(directory), 'a');
  let added = '';
  let began = 0;
  let written = Promise.resolve();
  let closed = false;
  const flush = () => {
    if (added === '') return;
    writeSync(descriptor, added);
    added = '';
  };
  return {
    append(event, previousEventId, branch, next) {
      if (closed) return lastId;
      if (added === '') {
        written = new Promise<void>((resolve) => process.nextTick(resolve)).then(flush);
        began = now().getTime();
      }
      const id = lastId + 1;
      added += eventLine(event, id, previousEventId, began, branch, next);
      lastId = id;
      if (added.length > mostAdded) flush();
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
