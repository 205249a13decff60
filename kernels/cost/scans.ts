import type { Query } from './usage.ts';

/** Athena charges for at least so much, and in whole megabytes: https://aws.amazon.com/athena/pricing/ */
const leastMegabytes = 10;

/** What Athena charges one query for. */
export interface Scan {
  state: string;
  /** Tables with how often the query reads each. */
  tables: Record<string, number>;
  megabytes: number;
  billedMegabytes: number;
}

export function scanOf({ state, reads }: Query): Scan {
  const bytes = reads.reduce((total, read) => total + read.times * read.bytes, 0);
  return {
    state,
    tables: Object.fromEntries(reads.map(({ table, times }) => [table, times])),
    megabytes: bytes / 1e6,
    billedMegabytes: Math.max(leastMegabytes, Math.ceil(bytes / 1e6)),
  };
}
