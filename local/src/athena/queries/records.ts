import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readJsonFile, writeJsonFile } from '../../json-file.ts';
import { entryOf } from './entry.ts';
import type { QueryEntry } from './entry.ts';
import type { QueryRecord } from './record.ts';

export interface QueryRecords {
  write(record: QueryRecord): void;
  read(id: string): QueryRecord | undefined;
  /** All queries, in the order in which they were submitted. */
  entries(): QueryEntry[];
}

export function queryRecords(directory: string): QueryRecords {
  const fileOf = (id: string) => join(directory, `${id}.json`);
  // Read once, when it is first asked for, and kept up to date from then on.
  let known: Map<string, QueryEntry> | undefined;
  return {
    write(record) {
      mkdirSync(directory, { recursive: true });
      writeJsonFile(fileOf(record.execution.QueryExecutionId), record);
      known?.set(record.execution.QueryExecutionId, entryOf(record));
    },
    read: (id) => (/^[\w-]{1,128}$/.test(id) ? readRecord(fileOf(id)) : undefined),
    entries() {
      known ??= new Map(readEntries(directory).map((entry) => [entry.id, entry]));
      return [...known.values()];
    },
  };
}

function readEntries(directory: string): QueryEntry[] {
  mkdirSync(directory, { recursive: true });
  const files = readdirSync(directory).filter((name) => name.endsWith('.json'));
  const records = files.flatMap((name) => readRecord(join(directory, name)) ?? []);
  return records.map(entryOf).sort((a, b) => a.submitted - b.submitted);
}

function readRecord(file: string): QueryRecord | undefined {
  return readJsonFile(file, revive) as QueryRecord | undefined;
}

function revive(member: string, value: unknown): unknown {
  return member.endsWith('DateTime') ? new Date(value as string) : value;
}
