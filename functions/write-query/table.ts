import { EntityNotFoundException, GetTableCommand, GlueClient } from '@aws-sdk/client-glue';
import { Failure } from '../../kernels/failure.ts';
import { lakeBucket } from '../shared/lake/client.ts';
import { listKeys } from '../shared/lake/read.ts';
import { quoted } from './quote.ts';

const glue = new GlueClient({});

export interface TableName {
  /** As the job's input has it. */
  given: string;
  database: string;
  table: string;
  /** As SQL reads it, in the stage's database. */
  quoted: string;
}

export interface TableColumn {
  /** Glue's name. */
  name: string;
  /** As delivered. */
  source: string;
  /** Glue's. */
  type: string;
}

export interface TableDescription {
  name: TableName;
  columns: TableColumn[];
  /** Glue's name of the column that tells rows apart, where the table's declaration names one. */
  id: string | undefined;
  location: string | undefined;
}

/** `houses` is this stage's bronze_houses, `sales.houses` a table or view of another database. */
export function nameOf(database: string, given: string): TableName {
  const dot = given.indexOf('.');
  if (dot < 0) return { given, database, table: `bronze_${given}`, quoted: quoted(`bronze_${given}`) };
  const [other, table] = [given.slice(0, dot), given.slice(dot + 1)];
  return { given, database: other, table, quoted: `${quoted(other)}.${quoted(table)}` };
}

/**
 * The table as the catalog has it.
 * @throws Failure UnknownTable
 */
export async function describeTable(name: TableName): Promise<TableDescription> {
  const { Table } = await glue
    .send(new GetTableCommand({ DatabaseName: name.database, Name: name.table }))
    .catch((cause: unknown) => {
      throw cause instanceof EntityNotFoundException ? unknown(name, cause) : cause;
    });
  const { Parameters = {}, StorageDescriptor = {}, PartitionKeys = [] } = Table!;
  const columns = [...(StorageDescriptor.Columns ?? []), ...PartitionKeys];
  return {
    name,
    columns: columns.map(({ Name, Type = '' }) => ({
      name: Name!,
      source: Parameters[`source.${Name}`] ?? Name!,
      type: Type,
    })),
    id: Parameters.id,
    location: StorageDescriptor.Location,
  };
}

/**
 * Of a table in this lake, that there is a file; others are found empty when they are read.
 * @throws Failure EmptyTable
 */
export async function checkFilled({ name, location }: TableDescription): Promise<void> {
  const lake = `s3://${lakeBucket()}/`;
  if (!location?.startsWith(lake) || (await listKeys(location.slice(lake.length))).length > 0) return;
  throw new Failure(
    'EmptyTable',
    `table: ${name.given} is empty, there is nothing under ${location}: import the table first (nocturne import ${name.given} <file>).`,
  );
}

function unknown({ given, database, table }: TableName, cause: unknown): Failure {
  const place = given.includes('.')
    ? `the Glue database ${database} has no table or view ${table}`
    : `the lake has no such table (${table} in ${database}). Declare it in lake/tables/${given}.json`;
  return new Failure('UnknownTable', `table: there is no ${given}: ${place}.`, { cause });
}
