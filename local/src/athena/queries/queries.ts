import type { QueryExecution } from '@aws-sdk/client-athena';
import type { Description } from '../engine/index.ts';
import type { Principal } from '../../service.ts';
import { invalidRequest } from '../errors.ts';
import { systemError } from './athena-error.ts';
import type { CatalogDescription } from '../statements/statement.ts';
import type { QueryEntry } from './entry.ts';
import type { QueryRecord } from './record.ts';
import type { QueryRecords } from './records.ts';
import type { Slots } from './slots.ts';

/** A query that Athena has taken. */
export interface Query {
  record: QueryRecord;
  description: Description | CatalogDescription;
  parameters: string[];
  principal: Principal;
  requestId: string;
  stop: AbortController;
}

export interface Queries {
  /** Takes a query; it runs when there is room. */
  submit(query: Omit<Query, 'stop'>): void;
  /** All queries, in the order in which they were submitted. */
  entries(): QueryEntry[];
  /** @throws InvalidRequestException when there is no such query */
  find(id: string): QueryRecord;
  /** The query's record once it has ended. @throws as `find` */
  whenDone(id: string): Promise<QueryRecord>;
  /** Cancels a query; nothing happens when it has ended. @throws as `find` */
  stop(id: string): void;
  /** Cancels all and waits until they have ended. */
  close(): Promise<void>;
}

type Status = NonNullable<QueryExecution['Status']>;
/** How a query ended, and what it leaves. */
export interface Ending {
  status: Status;
  statistics?: QueryExecution['Statistics'];
  columns?: QueryRecord['columns'];
  rows?: number;
  /** Where the result is, when it is an earlier query's. */
  resultLocation?: string;
}

/** The end of a query that was stopped. */
export const cancelled: Ending = {
  status: { State: 'CANCELLED', StateChangeReason: 'Query cancelled by user' },
};

/**
 * The queries that run or wait; ended ones are only on disk.
 * @param execute runs a query to its end and never rejects
 */
export function createQueries(
  records: QueryRecords,
  slots: Slots,
  execute: (query: Query) => Promise<Ending>,
): Queries {
  const active = new Map<string, { query: Query; done: Promise<QueryRecord> }>();

  async function run(query: Query): Promise<QueryRecord> {
    const { record, stop } = query;
    const ending = await slots
      .run(stop.signal, () => {
        change(record, { State: 'RUNNING' }, { QueryQueueTimeInMillis: millisecondsSince(record) });
        return execute(query);
      })
      .catch((reason: unknown): Ending => {
        if (!stop.signal.aborted) throw reason;
        return cancelled;
      });
    record.columns = ending.columns ?? [];
    record.rows = ending.rows ?? 0;
    if (ending.resultLocation) record.execution.ResultConfiguration!.OutputLocation = ending.resultLocation;
    change(
      record,
      { ...ending.status, CompletionDateTime: new Date() },
      { ...ending.statistics, TotalExecutionTimeInMillis: millisecondsSince(record) },
    );
    return record;
  }

  function change(record: QueryRecord, status: Status, statistics: QueryExecution['Statistics']): void {
    record.execution.Status = { ...record.execution.Status, ...status };
    record.execution.Statistics = { ...record.execution.Statistics, ...statistics };
    records.write(record);
  }

  function find(id: string): QueryRecord {
    const record = active.get(id)?.query.record ?? records.read(id);
    if (record) return withoutGhosts(record, active.has(id));
    throw invalidRequest(`QueryExecution ${id} was not found`, 'QUERY_EXECUTION_NOT_FOUND');
  }

  return {
    submit(submitted) {
      const query = { ...submitted, stop: new AbortController() };
      records.write(query.record);
      const id = query.record.execution.QueryExecutionId;
      const done = run(query).finally(() => active.delete(id));
      active.set(id, { query, done });
      // Only a disk that takes no record makes this fail; who waits is told, and nobody need wait.
      done.catch(() => undefined);
    },
    entries: () => records.entries(),
    find,
    whenDone: async (id) => (await active.get(id)?.done) ?? find(id),
    stop(id) {
      find(id);
      active.get(id)?.query.stop.abort();
    },
    async close() {
      const all = [...active.values()];
      for (const { query } of all) query.stop.abort();
      await Promise.all(all.map(({ done }) => done));
    },
  };
}

function millisecondsSince({ execution }: QueryRecord): number {
  return Date.now() - execution.Status!.SubmissionDateTime!.getTime();
}

/** A query that a runtime left unfinished when it ended will never go on. */
function withoutGhosts(record: QueryRecord, isActive: boolean): QueryRecord {
  const state = record.execution.Status?.State;
  if (isActive || (state !== 'QUEUED' && state !== 'RUNNING')) return record;
  const reason = 'GENERIC_INTERNAL_ERROR: The local runtime ended while the query ran. Run it again.';
  const failure: Status = { State: 'FAILED', StateChangeReason: reason, AthenaError: systemError(reason) };
  const Status: Status = { ...record.execution.Status, ...failure };
  return { ...record, execution: { ...record.execution, Status } };
}
