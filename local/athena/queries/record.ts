import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { QueryExecution } from '@aws-sdk/client-athena';
import type { SqlType } from '../engine/sql/types.ts';

/** What is kept of a query, `<home>/athena/<id>.json`. */
export interface QueryRecord {
  execution: QueryExecution & { QueryExecutionId: string };
  /** The result's columns, when it succeeded. */
  columns: { name: string; type: SqlType }[];
  /** The rows of the result, or those that UNLOAD wrote. */
  rows: number;
}

export interface QueryRecords {
  write(record: QueryRecord): void;
  read(id: string): QueryRecord | undefined;
}

export function queryRecords(directory: string): QueryRecords {
  const fileOf = (id: string) => join(directory, `${id}.json`);
  return {
    write(record) {
      mkdirSync(directory, { recursive: true });
      const file = fileOf(record.execution.QueryExecutionId);
      writeFileSync(`${file}.tmp`, JSON.stringify(record, null, 2));
      renameSync(`${file}.tmp`, file);
    },
    read: (id) => (/^[\w-]+$/.test(id) ? readRecord(fileOf(id)) : undefined),
  };
}

function readRecord(file: string): QueryRecord | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'), revive) as QueryRecord;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function revive(member: string, value: unknown): unknown {
  return member.endsWith('DateTime') ? new Date(value as string) : value;
}
