import { join } from 'node:path';
import type { QueryExecution } from '@aws-sdk/client-athena';
import type { Catalog } from '../glue/index.ts';
import { createService, replaceEntries } from '../service.ts';
import type { Authorize, Renewable, Service } from '../service.ts';
import type { Stack } from '../template/index.ts';
import type { Engine } from './engine/index.ts';
import { invalidRequest } from './errors.ts';
import { batchGetQueryExecution } from './operations/batchGetQueryExecution.ts';
import { getDatabase } from './operations/getDatabase.ts';
import { getQueryExecution } from './operations/getQueryExecution.ts';
import { getQueryResults } from './operations/getQueryResults.ts';
import { getTableMetadata } from './operations/getTableMetadata.ts';
import { getWorkGroup } from './operations/getWorkGroup.ts';
import { listDatabases } from './operations/listDatabases.ts';
import { listQueryExecutions } from './operations/listQueryExecutions.ts';
import { listTableMetadata } from './operations/listTableMetadata.ts';
import { listWorkGroups } from './operations/listWorkGroups.ts';
import { startQueryExecution } from './operations/startQueryExecution.ts';
import { stopQueryExecution } from './operations/stopQueryExecution.ts';
import { execute } from './queries/execute.ts';
import { createQueries } from './queries/queries.ts';
import { queryRecords } from './queries/records.ts';
import { createSlots } from './queries/slots.ts';
import { createRequestTokens } from './request-tokens.ts';
import { workGroupsOf } from './work-groups.ts';

export { startEngine } from './engine/index.ts';
export type { Engine } from './engine/index.ts';

export interface AthenaService extends Service, Renewable {
  /**
   * The query once it has ended, whether well or not; nobody needs to ask again and again.
   * @throws InvalidRequestException when there is no such query
   */
  whenDone(queryExecutionId: string): Promise<QueryExecution>;
  /** Cancels all queries and waits until they have ended. */
  close(): Promise<void>;
}

/** How many queries run at once; DuckDB gives each all cores. */
const runningQueries = 2;

/** Athena on the engine: queries of the catalog's tables in the home's buckets, records under `<home>/athena/`. */
export function createAthenaService(options: {
  home: string;
  stack: Stack;
  authorize: Authorize;
  catalog: Catalog;
  engine: Engine;
}): AthenaService {
  const { home, stack, authorize, catalog, engine } = options;
  const site = { accountId: stack.accountId, region: stack.region, buckets: join(home, 's3') };
  const records = queryRecords(join(home, 'athena'));
  const workGroups = workGroupsOf(stack);
  const shared = { ...site, authorize, catalog, engine, workGroups, records };
  const queries = createQueries(records, createSlots(runningQueries), (query) => execute(shared, query));
  const state = { ...shared, queries, requestTokens: createRequestTokens() };
  const operations = {
    startQueryExecution,
    getQueryExecution,
    batchGetQueryExecution,
    stopQueryExecution,
    getQueryResults,
    getDatabase,
    getTableMetadata,
    getWorkGroup,
    listDatabases,
    listQueryExecutions,
    listTableMetadata,
    listWorkGroups,
  };
  return {
    ...createService('athena', state, operations, authorize, { member: invalidRequest }),
    prepare(next) {
      const prepared = workGroupsOf(next);
      return () => replaceEntries(workGroups, prepared);
    },
    whenDone: async (id) => (await queries.whenDone(id)).execution,
    close: () => queries.close(),
  };
}
