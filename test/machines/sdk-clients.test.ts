/** The services as a whole through the SDK's clients: S3 and Lambda have more of it in local/test/http. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Athena, paginateGetQueryResults, paginateListQueryExecutions } from '@aws-sdk/client-athena';
import type { QueryExecution, StartQueryExecutionInput } from '@aws-sdk/client-athena';
import { EntityNotFoundException, Glue, paginateGetTables } from '@aws-sdk/client-glue';
import { Lambda } from '@aws-sdk/client-lambda';
import { SFN, paginateGetExecutionHistory, paginateListStateMachines } from '@aws-sdk/client-sfn';
import { fillLake } from '../support/lake.ts';
import { Pipeline, bucket } from '../support/pipeline.ts';

const machineArn = (name: string) =>
  `arn:aws:states:us-east-1:000000000000:stateMachine:nocturne-dev-${name}`;
const WorkGroup = 'nocturne-dev';
const Database = 'nocturne_dev';
/** Runs until it is stopped. */
const endless =
  'SELECT COUNT(*) FROM UNNEST(SEQUENCE(1, 10000)) AS a (x) CROSS JOIN UNNEST(SEQUENCE(1, 10000)) AS b (y) CROSS JOIN UNNEST(SEQUENCE(1, 10000)) AS c (z) WHERE x * y % 7 = z';

let lake: Pipeline;
let sfn: SFN;
let athena: Athena;
let glue: Glue;
let lambda: Lambda;
beforeAll(async () => {
  lake = await Pipeline.start();
  ({ sfn, athena } = lake);
  const config = {
    endpoint: lake.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  glue = new Glue(config);
  lambda = new Lambda(config);
  await fillLake(lake);
});
afterAll(async () => {
  glue.destroy();
  lambda.destroy();
  await lake.stop();
});

async function collect<Page, Item>(pages: AsyncIterable<Page>, itemsOf: (page: Page) => Item[] | undefined) {
  const items: Item[] = [];
  for await (const page of pages) items.push(...(itemsOf(page) ?? []));
  return items;
}

const start = async (QueryString: string, more: Partial<StartQueryExecutionInput> = {}) =>
  (await athena.startQueryExecution({ QueryString, WorkGroup, QueryExecutionContext: { Database }, ...more }))
    .QueryExecutionId!;
async function ended(QueryExecutionId: string): Promise<QueryExecution> {
  for (;;) {
    const { QueryExecution: query } = await athena.getQueryExecution({ QueryExecutionId });
    if (!['QUEUED', 'RUNNING'].includes(query!.Status!.State!)) return query!;
    await sleep(20);
  }
}

describe('Step Functions', () => {
  test('starts once by name and input, is described, listed and read page by page', async () => {
    const machines = await collect(
      paginateListStateMachines({ client: sfn, pageSize: 2 }, {}),
      ({ stateMachines }) => stateMachines,
    );
    expect(machines).toHaveLength(6);
    const input = { stateMachineArn: machineArn('ratings-prep'), name: 'once', input: '{}' };
    const [first, second] = await Promise.all([sfn.startExecution(input), sfn.startExecution(input)]);
    expect(second.executionArn).toBe(first.executionArn);
    const { executionArn } = first;
    expect((await lake.whenEnded(executionArn!)).status).toBe('SUCCEEDED');
    await expect(sfn.startExecution(input)).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    const events = await collect(
      paginateGetExecutionHistory({ client: sfn, pageSize: 5 }, { executionArn }),
      (page) => page.events,
    );
    expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
    expect(events.at(-1)).toMatchObject({
      type: 'ExecutionSucceeded',
      timestamp: expect.any(Date) as unknown,
    });
    const { stateMachineArn } = input;
    const { executions } = await sfn.listExecutions({ stateMachineArn, statusFilter: 'SUCCEEDED' });
    expect(executions!.map(({ name }) => name)).toEqual(['once']);
  });

  test('stops and redrives', async () => {
    const { executionArn } = await sfn.startExecution({
      stateMachineArn: machineArn('customer-clusters'),
      input: '{}',
    });
    await sfn.stopExecution({ executionArn, error: 'Stopped', cause: 'by hand' });
    expect(await sfn.describeExecution({ executionArn })).toMatchObject({
      status: 'ABORTED',
      error: 'Stopped',
      redriveStatus: 'REDRIVABLE',
    });
    await sfn.redriveExecution({ executionArn });
    expect((await lake.whenEnded(executionArn!)).status).toBe('SUCCEEDED');
    expect((await sfn.describeExecution({ executionArn })).redriveCount).toBe(1);
  });

  test('errors are the SDK’s own exceptions', async () => {
    const missing = `${machineArn('nightly').replace('stateMachine', 'execution')}:none`;
    for (const [call, name] of [
      [sfn.describeExecution({ executionArn: missing }), 'ExecutionDoesNotExist'],
      [sfn.describeExecution({ executionArn: 'none' }), 'InvalidArn'],
      [sfn.startExecution({ stateMachineArn: machineArn('none') }), 'StateMachineDoesNotExist'],
      [sfn.sendTaskSuccess({ taskToken: 'none', output: '{}' }), 'InvalidToken'],
      [sfn.createActivity({ name: 'a' }), 'UnknownOperationException'],
    ] as const)
      await expect(call).rejects.toMatchObject({ name });
  });
});

describe('Athena', () => {
  test('rows come in pages with their columns, and as files beside each other', async () => {
    const id = await start('SELECT patient_id, bmi FROM bronze_patients WHERE patient_id < ? ORDER BY 1', {
      ExecutionParameters: ['5'],
    });
    const { ResultConfiguration, Statistics } = await ended(id);
    expect(Statistics!.DataScannedInBytes).toBeGreaterThan(1000);
    const rows = await collect(
      paginateGetQueryResults({ client: athena, pageSize: 2 }, { QueryExecutionId: id }),
      ({ ResultSet }) => ResultSet?.Rows,
    );
    expect(rows).toHaveLength(6);
    expect(rows[0]).toEqual({ Data: [{ VarCharValue: 'patient_id' }, { VarCharValue: 'bmi' }] });
    const Key = ResultConfiguration!.OutputLocation!.replace(`s3://${bucket}/`, '');
    const { Body } = await lake.s3.getObject({ Bucket: bucket, Key });
    expect((await Body!.transformToString()).split('\n')[0]).toBe('"patient_id","bmi"');
    await lake.s3.headObject({ Bucket: bucket, Key: `${Key}.metadata` });
  });

  test('a token starts one query, and a result is taken again', async () => {
    const [text, ClientRequestToken] = ['SELECT COUNT(*) AS n FROM bronze_patients', randomUUID()];
    const id = await start(text, { ClientRequestToken });
    expect(await start(text, { ClientRequestToken })).toBe(id);
    await expect(start('SELECT 1', { ClientRequestToken })).rejects.toMatchObject({
      name: 'InvalidRequestException',
      message: 'Idempotent parameters do not match',
      AthenaErrorCode: 'IDEMPOTENT_PARAMETER_MISMATCH',
    });
    const first = await ended(id);
    const again = await ended(
      await start(text, {
        ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: 60 } },
      }),
    );
    expect(again).toMatchObject({
      ResultConfiguration: first.ResultConfiguration,
      Statistics: { DataScannedInBytes: 0, ResultReuseInformation: { ReusedPreviousResult: true } },
    });
    const listed = await collect(
      paginateListQueryExecutions({ client: athena, pageSize: 1 }, { WorkGroup }),
      ({ QueryExecutionIds }) => QueryExecutionIds,
    );
    expect(listed.slice(0, 2)).toEqual([again.QueryExecutionId, id]);
    const batch = await athena.batchGetQueryExecution({ QueryExecutionIds: [id, 'none'] });
    expect(batch.QueryExecutions).toEqual([first]);
    expect(batch.UnprocessedQueryExecutionIds).toMatchObject([{ QueryExecutionId: 'none' }]);
  });

  test('the work group keeps its settings', async () => {
    const { WorkGroup: group } = await athena.getWorkGroup({ WorkGroup });
    expect(group!.Configuration!.EnforceWorkGroupConfiguration).toBe(true);
    const { WorkGroups } = await athena.listWorkGroups({});
    expect(WorkGroups!.map(({ Name }) => Name)).toEqual(['primary', WorkGroup]);
    const elsewhere = { ResultConfiguration: { OutputLocation: `s3://${bucket}/elsewhere/` } };
    const { ResultConfiguration } = await ended(await start('SELECT 1', elsewhere));
    expect(ResultConfiguration!.OutputLocation).toContain(`s3://${bucket}/athena-results/`);
  });

  // In the runtime's own process DuckDB would occupy the threads that read and write files.
  test('S3 answers while queries run', async () => {
    const ids = await Promise.all([start(endless), start(endless), start(endless)]);
    const states = async () => {
      const { QueryExecutions } = await athena.batchGetQueryExecution({ QueryExecutionIds: ids });
      return QueryExecutions!.map(({ Status }) => Status!.State!).sort();
    };
    while ((await states()).filter((state) => state === 'RUNNING').length < 2) await sleep(20);
    const Body = Buffer.alloc(1024 * 1024, 'x');
    for (let index = 0; index < 8; index++) {
      const object = { Bucket: bucket, Key: `during/${index}` };
      await lake.s3.putObject({ ...object, Body });
      const { Body: stored } = await lake.s3.getObject(object);
      expect((await stored!.transformToByteArray()).length).toBe(Body.length);
    }
    const { Contents } = await lake.s3.listObjectsV2({ Bucket: bucket, Prefix: 'during/' });
    expect(Contents).toHaveLength(8);
    expect(await states()).toEqual(['QUEUED', 'RUNNING', 'RUNNING']);
    for (const QueryExecutionId of ids) await athena.stopQueryExecution({ QueryExecutionId });
    for (const id of ids) expect((await ended(id)).Status!.State).toBe('CANCELLED');
  });
});

test('Glue: databases, tables in pages, and partitions', async () => {
  expect((await glue.getDatabases({})).DatabaseList!.map(({ Name }) => Name)).toEqual([Database]);
  const tables = await collect(
    paginateGetTables({ client: glue, pageSize: 3 }, { DatabaseName: Database }),
    ({ TableList }) => TableList,
  );
  const names = tables.map(({ Name }) => Name);
  expect(names).toContain('gold_leaderboard');
  expect(names).toEqual([...names].sort());
  const partition = { DatabaseName: Database, TableName: 'gold_leaderboard' };
  for (const run of ['a', 'b', 'c']) {
    const StorageDescriptor = { Columns: [{ Name: 'rank' }], Location: `s3://${bucket}/gold/x/` };
    await glue.createPartition({ ...partition, PartitionInput: { Values: [run], StorageDescriptor } });
  }
  const inSegment = async (SegmentNumber: number) =>
    (await glue.getPartitions({ ...partition, Segment: { SegmentNumber, TotalSegments: 2 } })).Partitions!;
  const halves = [...(await inSegment(0)), ...(await inSegment(1))];
  expect(halves.map(({ Values }) => Values![0]).sort()).toEqual(['a', 'b', 'c']);
  const { Partitions } = await glue.getPartitions({ ...partition, ExcludeColumnSchema: true, MaxResults: 1 });
  expect(Partitions![0]!.StorageDescriptor!.Columns).toBeUndefined();
  await expect(glue.getTable({ DatabaseName: Database, Name: 'none' })).rejects.toBeInstanceOf(
    EntityNotFoundException,
  );
  await expect(glue.getDatabase({ Name: Database, CatalogId: '1' })).rejects.toMatchObject({
    name: 'EntityNotFoundException',
  });
  await expect(glue.getTables({ DatabaseName: Database, Expression: 'gold*' })).rejects.toMatchObject({
    name: 'InvalidInputException',
    message: expect.stringContaining('Expression is not implemented in getTables') as unknown,
  });
});

test('Lambda: a function’s error is an answer', async () => {
  const answer = await lambda.invoke({
    FunctionName: 'nocturne-dev-promote-model',
    Payload: '{}',
    LogType: 'Tail',
  });
  expect(answer).toMatchObject({
    StatusCode: 200,
    FunctionError: 'Unhandled',
    LogResult: expect.any(String) as unknown,
  });
  expect(JSON.parse(answer.Payload!.transformToString())).toHaveProperty('errorType');
});
