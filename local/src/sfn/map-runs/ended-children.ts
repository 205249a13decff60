import { readIndex } from '../disk/execution-index.ts';
import { readExecution } from '../disk/execution-record.ts';
import type { ExecutionRecord } from '../disk/execution-record.ts';
import { childPlace, childrenIndex } from '../disk/layout.ts';

/** The children of a map run that have ended, in the order of their starts; one at a time is in memory. */
export function* endedChildren(mapRunDirectory: string): Generator<ExecutionRecord> {
  for (const { name, status } of readIndex(childrenIndex(mapRunDirectory))) {
    if (status === 'RUNNING') continue;
    const record = readExecution(childPlace(mapRunDirectory, name).directory);
    if (record) yield record;
  }
}
