/**
 * An index of executions: a line when one starts, a line when it ends. Listing reads this one file and no
 * execution, and starting costs one line however many there are.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { ExecutionStatus } from '@aws-sdk/client-sfn';

export interface IndexEntry {
  name: string;
  status: ExecutionStatus;
  startDate: string;
  stopDate?: string;
  itemCount?: number;
  /** Of a child: which of its map run's it is. */
  index?: number;
  redriveCount?: number;
  redriveDate?: string;
}

export function indexStart(index: string, entry: Omit<IndexEntry, 'status' | 'stopDate'>): void {
  append(index, { ...entry, status: 'RUNNING' });
}

export function indexEnd(index: string, end: Pick<IndexEntry, 'name' | 'status' | 'stopDate'>): void {
  append(index, end);
}

export function indexRedrive(
  index: string,
  redrive: { name: string; redriveCount: number; redriveDate: string },
): void {
  append(index, { ...redrive, status: 'RUNNING' });
}

/** Takes an execution out of which nothing but the start line was written. */
export function indexForget(index: string, name: string): void {
  append(index, { name, forgotten: true });
}

/** The index's entries in the order of their starts. */
export function readIndex(index: string): IndexEntry[] {
  const entries = new Map<string, IndexEntry>();
  if (!existsSync(index)) return [];
  for (const line of readFileSync(index, 'utf8').split('\n')) {
    const entry = parseLine(line);
    if (!entry) continue;
    if (entry.forgotten) entries.delete(entry.name);
    else entries.set(entry.name, { ...entries.get(entry.name), stopDate: undefined, ...entry });
  }
  return [...entries.values()];
}

function append(index: string, line: object): void {
  appendFileSync(index, JSON.stringify(line) + '\n');
}

// A line is torn only by a power cut or a full disk. The execution's own directory still tells what it was.
function parseLine(line: string): (IndexEntry & { forgotten?: boolean }) | undefined {
  try {
    return JSON.parse(line) as IndexEntry;
  } catch {
    return undefined;
  }
}
