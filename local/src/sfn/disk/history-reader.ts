import { existsSync } from 'node:fs';
import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { MarkedEvent } from '../../asl/run/stopped-flow.ts';
import { parseEvent } from './event-line.ts';
import { historyFile } from './history-writer.ts';
import { isLineBoundary, readLines, readLinesBackwards } from './lines.ts';

export interface HistoryPage {
  events: HistoryEvent[];
  /** Position of the next page; undefined after the last event. */
  next?: number;
}

/** One page of an execution's history. Costs what the page costs, wherever in the history it lies. */
export function readHistory(
  directory: string,
  options: { position?: number; count: number; reverse: boolean },
): HistoryPage {
  const path = historyFile(directory);
  if (!existsSync(path)) return { events: [] };
  const page = options.reverse
    ? readLinesBackwards(path, options.position, options.count)
    : readLines(path, options.position ?? 0, options.count);
  return { events: page.lines.map((line) => withoutMark(parseEvent(line))), next: page.next };
}

/** All events with their marks. */
export function readMarkedHistory(directory: string): MarkedEvent[] {
  return readLines(historyFile(directory), 0, Number.MAX_SAFE_INTEGER).lines.map(parseEvent);
}

/** The last event, or undefined of an empty history. */
export function readLastEvent(directory: string): HistoryEvent | undefined {
  return readHistory(directory, { count: 1, reverse: true }).events[0];
}

function withoutMark(event: MarkedEvent): HistoryEvent {
  const shown = { ...event };
  delete shown.branch;
  delete shown.next;
  return shown;
}

/** Whether a page can begin here: between two events, before the first or after the last. */
export function isHistoryPosition(directory: string, position: number): boolean {
  const path = historyFile(directory);
  return existsSync(path) && Number.isInteger(position) && isLineBoundary(path, position);
}
