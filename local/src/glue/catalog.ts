import type { Database, Partition, Table } from '@aws-sdk/client-glue';
import { resourcesOfType } from '../template/index.ts';
import type { Stack } from '../template/index.ts';
import type { PartitionStore } from './partition-store.ts';
import type { CreatedStore } from './created.ts';
import { complete } from './storage-descriptor.ts';

/**
 * The data catalog as engines read it, without permissions: who asks on somebody's behalf checks them first.
 * Names are matched in lower case, as Glue keeps them.
 */
export interface Catalog {
  database(name: string): Database | undefined;
  databases(): Database[];
  table(databaseName: string, name: string): Table | undefined;
  /** The database's tables, by name. */
  tables(databaseName: string): Table[];
  /** The table's registered partitions, by their values. */
  partitions(table: Table): Promise<Partition[]>;
  /** Adds partitions that lie where they say, and are stored as the table is. */
  register(table: Table, partitions: { Values: string[]; Location: string }[]): Promise<void>;
  /** Whether the template declares it, so that no statement may change it. */
  isDeclared(databaseName: string, table: string): boolean;
  /** Adds a table, or puts it in the place of one of its name. */
  putTable(table: Table): void;
  dropTable(table: Table): Promise<void>;
}

interface TableProperties {
  DatabaseName: string;
  TableInput: Omit<Table, 'DatabaseName'>;
}

/** The catalog of a stack: databases and tables are the template's, partitions those registered at run time. */
export function catalogOf(stack: Stack, partitions: PartitionStore, created: CreatedStore): Catalog {
  const declared = databasesOf(stack);
  const tables = tablesOf(stack);
  const within = (databaseName: string, all = [...tables, ...created.current().tables]) =>
    all
      .filter((table) => table.DatabaseName === databaseName.toLowerCase())
      .sort((a, b) => (a.Name! < b.Name! ? -1 : 1));
  return {
    databases: () => declared,
    database: (name) => declared.find((database) => database.Name === name.toLowerCase()),
    table: (databaseName, name) => within(databaseName).find((table) => table.Name === name.toLowerCase()),
    ...changes(created, partitions),
    isDeclared: (databaseName, table) => within(databaseName, tables).some(({ Name }) => Name === table),
    tables: within,
    partitions: (table) => partitions.list(table),
    register: (table, added) =>
      partitions.update(table, (present) => [
        ...present,
        ...added.map((each) => partitionOfTable(table, each)),
      ]),
  };
}

function changes(created: CreatedStore, partitions: PartitionStore) {
  const isAt = (a: Table, b: Table) => a.DatabaseName === b.DatabaseName && a.Name === b.Name;
  return {
    putTable: (table: Table) =>
      created.change((now) => ({
        ...now,
        tables: [...now.tables.filter((other) => !isAt(other, table)), table],
      })),
    async dropTable(table: Table) {
      created.change((now) => ({ ...now, tables: now.tables.filter((other) => !isAt(other, table)) }));
      if (table.PartitionKeys?.length) await partitions.update(table, () => []);
    },
  };
}

function partitionOfTable(
  table: Table,
  { Values, Location }: { Values: string[]; Location: string },
): Partition {
  const { DatabaseName, Name: TableName, CatalogId, StorageDescriptor } = table;
  return {
    Values,
    DatabaseName,
    TableName,
    CatalogId,
    CreationTime: new Date(),
    StorageDescriptor: { ...StorageDescriptor, Location },
  };
}

function databasesOf(stack: Stack): Database[] {
  return resourcesOfType(stack, 'AWS::Glue::Database').map(({ physicalId, properties }) => {
    const input = (properties.DatabaseInput ?? {}) as Partial<Database>;
    return { ...input, Name: (input.Name ?? physicalId).toLowerCase(), CatalogId: stack.accountId };
  });
}

function tablesOf(stack: Stack): Table[] {
  return resourcesOfType(stack, 'AWS::Glue::Table')
    .map(({ physicalId, properties }) => {
      const { DatabaseName, TableInput } = properties as unknown as TableProperties;
      return {
        ...TableInput,
        Name: (TableInput.Name ?? physicalId).toLowerCase(),
        DatabaseName: DatabaseName.toLowerCase(),
        CatalogId: stack.accountId,
        StorageDescriptor: complete(TableInput.StorageDescriptor),
      };
    })
    .sort((a, b) => (a.Name < b.Name ? -1 : 1));
}
