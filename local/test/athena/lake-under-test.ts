import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { GetQueryResultsOutput, QueryExecution, StartQueryExecutionInput } from '@aws-sdk/client-athena';
import { createAthenaService } from '../../src/athena/index.ts';
import type { AthenaService } from '../../src/athena/index.ts';
import { createGlueService } from '../../src/glue/index.ts';
import type { Service, Authorize, Call } from '../../src/service.ts';
import type { Resource, Stack } from '../../src/template/index.ts';
import { engineUnderTest } from './engine-under-test.ts';
import type { EngineUnderTest } from './engine-under-test.ts';

export const json = 'org.openx.data.jsonserde.JsonSerDe';
export const lazySimple = 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe';
export const openCsv = 'org.apache.hadoop.hive.serde2.OpenCSVSerde';
export const parquet = 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe';

export interface TableOptions {
  /** As in DDL: `id bigint, name string`. */
  columns: string;
  library: string;
  serde?: Record<string, string>;
  parameters?: Record<string, string>;
  partitionedBy?: string;
}

/** Glue and Athena on a lake with one bucket, `lake`, one database, `lake`, and a table's files under its name. */
export interface LakeUnderTest extends EngineUnderTest {
  athena: AthenaService;
  glue: Service;
  /** Puts an object in the bucket; keys that end in `.gz` are compressed. */
  put(key: string, text: string): void;
  /** The bucket's objects below a prefix, by key; compressed ones as their text. */
  objects(prefix: string): Record<string, string>;
  /** Starts a query in the work group `enforced` and waits for its end. */
  run(sql: string, input?: Partial<StartQueryExecutionInput>): Promise<QueryExecution>;
  /** Runs a query and gives its rows, without the header. */
  rows(sql: string, ...parameters: string[]): Promise<(string | null)[][]>;
}

export const call: Call = { principal: { arn: 'arn:aws:iam::000000000000:root' }, requestId: 'test' };

export function lakeUnderTest(
  tables: Record<string, TableOptions>,
  authorize: Authorize = () => undefined,
): LakeUnderTest {
  const subject = engineUnderTest();
  const { home, engine } = subject;
  const stack = stackOf(tables);
  const glue = createGlueService({ home, stack, authorize });
  const athena = createAthenaService({ home, stack, authorize, catalog: glue.catalog, engine });
  const bucket = join(home, 's3', 'lake');

  async function run(sql: string, input: Partial<StartQueryExecutionInput> = {}): Promise<QueryExecution> {
    const started = {
      WorkGroup: 'enforced',
      QueryExecutionContext: { Database: 'lake' },
      QueryString: sql,
      ...input,
    };
    const { QueryExecutionId } = (await athena.call('startQueryExecution', started, call)) as {
      QueryExecutionId: string;
    };
    return athena.whenDone(QueryExecutionId);
  }

  return {
    ...subject,
    athena,
    glue,
    put(key, text) {
      const file = join(bucket, key);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, key.endsWith('.gz') ? gzipSync(text) : text);
    },
    objects(prefix) {
      const files = readdirSync(join(bucket, prefix), { recursive: true, withFileTypes: true }).filter(
        (entry) => entry.isFile(),
      );
      return Object.fromEntries(
        files.map((entry) => {
          const bytes = readFileSync(join(entry.parentPath, entry.name));
          return [
            join(entry.parentPath, entry.name).slice(bucket.length + 1),
            (entry.name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString(),
          ];
        }),
      );
    },
    run,
    async rows(sql, ...parameters) {
      const { QueryExecutionId, Status } = await run(
        sql,
        parameters.length > 0 ? { ExecutionParameters: parameters } : {},
      );
      if (Status!.State !== 'SUCCEEDED') throw new Error(`${Status!.State}: ${Status!.StateChangeReason}`);
      const results = (await athena.call(
        'getQueryResults',
        { QueryExecutionId },
        call,
      )) as GetQueryResultsOutput;
      return results
        .ResultSet!.Rows!.slice(1)
        .map(({ Data }) => Data!.map(({ VarCharValue }) => VarCharValue ?? null));
    },
    async end() {
      await athena.close();
      await subject.end();
    },
  };
}

function stackOf(tables: Record<string, TableOptions>): Stack {
  const resources: Resource[] = [
    resource('AWS::Glue::Database', 'lake', { DatabaseInput: { Name: 'lake' } }),
    resource('AWS::Athena::WorkGroup', 'enforced', {
      Name: 'enforced',
      WorkGroupConfiguration: {
        EnforceWorkGroupConfiguration: true,
        BytesScannedCutoffPerQuery: 10_000_000,
        ResultConfiguration: { OutputLocation: 's3://lake/athena-results/' },
      },
    }),
    resource('AWS::Athena::WorkGroup', 'free', {
      Name: 'free',
      WorkGroupConfiguration: { EnforceWorkGroupConfiguration: false },
    }),
    resource('AWS::Athena::WorkGroup', 'frugal', {
      Name: 'frugal',
      WorkGroupConfiguration: {
        BytesScannedCutoffPerQuery: 10,
        ResultConfiguration: { OutputLocation: 's3://lake/athena-results' },
      },
    }),
    ...Object.entries(tables).map(([name, table]) =>
      resource('AWS::Glue::Table', name, tableProperties(name, table)),
    ),
  ];
  return { name: 'test', accountId: '000000000000', region: 'us-east-1', directory: '', resources };
}

function resource(type: string, physicalId: string, properties: Record<string, unknown>): Resource {
  return { logicalId: physicalId, type, physicalId, attributes: {}, properties };
}

function tableProperties(
  name: string,
  { columns, library, serde = {}, parameters = {}, partitionedBy }: TableOptions,
) {
  return {
    DatabaseName: 'lake',
    TableInput: {
      Name: name,
      TableType: 'EXTERNAL_TABLE',
      Parameters: parameters,
      PartitionKeys: partitionedBy ? columnsOf(partitionedBy) : [],
      StorageDescriptor: {
        Columns: columnsOf(columns),
        Location: `s3://lake/${name}/`,
        InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
        OutputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
        SerdeInfo: { SerializationLibrary: library, Parameters: serde },
      },
    },
  };
}

/** Registers a partition of a table, its files in a folder of the table's location. */
export async function addPartition(
  lake: LakeUnderTest,
  table: string,
  values: string[],
  folder: string,
): Promise<void> {
  const { Table } = (await lake.glue.call('getTable', { DatabaseName: 'lake', Name: table }, call)) as {
    Table: { StorageDescriptor: object };
  };
  const StorageDescriptor = { ...Table.StorageDescriptor, Location: `s3://lake/${table}/${folder}/` };
  const PartitionInput = { Values: values, StorageDescriptor };
  await lake.glue.call('createPartition', { DatabaseName: 'lake', TableName: table, PartitionInput }, call);
}

function columnsOf(text: string): { Name: string; Type: string }[] {
  return text.split(', ').map((column) => {
    const [Name, Type] = column.split(' ') as [string, string];
    return { Name, Type };
  });
}
