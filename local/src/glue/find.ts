import type { Database, Partition, PartitionInput, Table } from '@aws-sdk/client-glue';
import { glueError } from './errors.ts';
import { sameValues } from './partition-store.ts';
import type { GlueState } from './state.ts';
import { complete } from './storage-descriptor.ts';

/** The account has one catalog. @throws EntityNotFoundException */
export function checkCatalog(state: GlueState, catalogId: string | null | undefined): void {
  if ((catalogId ?? state.accountId) === state.accountId) return;
  throw glueError('EntityNotFoundException', `Catalog ${catalogId} not found. There is ${state.accountId}.`);
}

/** @throws EntityNotFoundException */
export function findDatabase(state: GlueState, name: string | undefined, catalogId?: string): Database {
  checkCatalog(state, catalogId);
  const database = state.catalog.database(required(name, 'Name'));
  if (!database) throw glueError('EntityNotFoundException', `Database ${name} not found.`);
  return database;
}

/** @throws EntityNotFoundException */
export function findTable(
  state: GlueState,
  databaseName: string | undefined,
  name: string | undefined,
  catalogId?: string,
): Table {
  findDatabase(state, required(databaseName, 'DatabaseName'), catalogId);
  const table = state.catalog.table(databaseName!, required(name, 'TableName'));
  if (!table) throw glueError('EntityNotFoundException', `Table ${name} not found.`);
  return table;
}

/** @throws EntityNotFoundException */
export function findPartition(partitions: Partition[], values: string[]): Partition {
  const partition = partitions.find((candidate) => sameValues(candidate.Values, values));
  if (!partition) throw glueError('EntityNotFoundException', 'Cannot find partition.');
  return partition;
}

/**
 * Checks that values name one partition of the table.
 * @throws InvalidInputException
 */
export function partitionValues(table: Table, values: string[] | undefined): string[] {
  const expected = table.PartitionKeys?.length ?? 0;
  if (expected === 0 || values?.length !== expected) {
    throw glueError(
      'InvalidInputException',
      `The number of partition keys do not match the number of partition values: table ${table.Name} has ` +
        `${expected}, the values given are ${JSON.stringify(values)}.`,
    );
  }
  return values;
}

/** A partition as it is stored. */
export function partitionOf(table: Table, input: PartitionInput | undefined): Partition {
  return {
    ...input,
    StorageDescriptor: complete(input?.StorageDescriptor),
    Values: partitionValues(table, input?.Values),
    DatabaseName: table.DatabaseName,
    TableName: table.Name,
    CatalogId: table.CatalogId,
    CreationTime: new Date(),
  };
}

function required(value: string | undefined, member: string): string {
  if (!value)
    throw glueError('InvalidInputException', `${member} is required, and not ${JSON.stringify(value)}.`);
  return value;
}
