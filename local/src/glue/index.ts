import { join } from 'node:path';
import { createService } from '../service.ts';
import type { Authorize, Renewable, Service } from '../service.ts';
import type { Stack } from '../template/index.ts';
import { catalogOf } from './catalog.ts';
import type { Catalog } from './catalog.ts';
import { createdStore } from './created.ts';
import { invalidInput } from './errors.ts';
import { batchGetPartition } from './operations/batchGetPartition.ts';
import { createPartition } from './operations/createPartition.ts';
import { deletePartition } from './operations/deletePartition.ts';
import { getDatabase } from './operations/getDatabase.ts';
import { getDatabases } from './operations/getDatabases.ts';
import { getPartition } from './operations/getPartition.ts';
import { getPartitions } from './operations/getPartitions.ts';
import { getTable } from './operations/getTable.ts';
import { getTables } from './operations/getTables.ts';
import { updatePartition } from './operations/updatePartition.ts';
import { createPartitionStore } from './partition-store.ts';

export type { Catalog } from './catalog.ts';
export { tablePermissions } from './permissions.ts';

export interface GlueService extends Service, Renewable {
  catalog: Catalog;
}

const templates = 'Databases and tables are those of the packaged template.';
const asTables = `${templates} Of awswrangler, read_sql_query with ctas_approach=False needs none of its own.`;
const refused = {
  createDatabase: templates,
  createTable: asTables,
  deleteDatabase: templates,
  deleteTable: asTables,
  updateTable: templates,
};

/** The data catalog: databases and tables of the stack, partitions under `<home>/glue/`. */
export function createGlueService(options: {
  home: string;
  stack: Stack;
  authorize: Authorize;
}): GlueService {
  const { home, stack, authorize } = options;
  const partitions = createPartitionStore(join(home, 'glue'));
  const created = createdStore(join(home, 'glue', 'created.json'));
  let current = catalogOf(stack, partitions, created);
  const catalog = following(() => current);
  const state = { accountId: stack.accountId, region: stack.region, catalog, partitions };
  const operations = {
    getDatabase,
    getDatabases,
    getTable,
    getTables,
    getPartition,
    getPartitions,
    batchGetPartition,
    createPartition,
    updatePartition,
    deletePartition,
  };
  return {
    ...createService('glue', state, operations, authorize, { member: invalidInput, operations: refused }),
    catalog,
    prepare(next) {
      const prepared = catalogOf(next, partitions, created);
      return () => void (current = prepared);
    },
  };
}

/** The catalog of the stack that is served at the time. */
function following(current: () => Catalog): Catalog {
  return {
    database: (name) => current().database(name),
    databases: () => current().databases(),
    table: (databaseName, name) => current().table(databaseName, name),
    tables: (databaseName) => current().tables(databaseName),
    partitions: (table) => current().partitions(table),
    register: (table, partitions) => current().register(table, partitions),
    isDeclared: (databaseName, table) => current().isDeclared(databaseName, table),
    putTable: (table) => current().putTable(table),
    dropTable: (table) => current().dropTable(table),
  };
}
