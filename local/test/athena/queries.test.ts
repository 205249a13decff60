/** A query's life as Athena's API shows it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  BatchGetQueryExecutionOutput,
  GetQueryExecutionOutput,
  GetQueryResultsOutput,
  GetTableMetadataOutput,
  GetWorkGroupOutput,
  StartQueryExecutionInput,
  StartQueryExecutionOutput,
} from '@aws-sdk/client-athena';
import { createAthenaService } from '../../src/athena/index.ts';
import { call, json, lakeUnderTest } from './lake-under-test.ts';
import type { LakeUnderTest } from './lake-under-test.ts';

let lake: LakeUnderTest;
beforeAll(() => {
  lake = lakeUnderTest({ numbers: { columns: 'id bigint', library: json, serde: { paths: 'id' } } });
  lake.put('numbers/a.jsonl', Array.from({ length: 1200 }, (_, index) => `{"id":${index}}\n`).join(''));
});
afterAll(() => lake.end());

/** Runs until it is stopped. */
const endless =
  'SELECT COUNT(*) FROM UNNEST(SEQUENCE(1, 10000)) AS a (x) CROSS JOIN UNNEST(SEQUENCE(1, 10000)) AS b (y) CROSS JOIN UNNEST(SEQUENCE(1, 10000)) AS c (z) WHERE x * y % 7 = z';

async function start(QueryString: string, input: Partial<StartQueryExecutionInput> = {}): Promise<string> {
  const context = { WorkGroup: 'enforced', QueryExecutionContext: { Database: 'lake' } };
  const started = await lake.athena.call('startQueryExecution', { ...context, QueryString, ...input }, call);
  return (started as StartQueryExecutionOutput).QueryExecutionId!;
}

const execution = async (QueryExecutionId: string) =>
  ((await lake.athena.call('getQueryExecution', { QueryExecutionId }, call)) as GetQueryExecutionOutput)
    .QueryExecution!;

const results = async (input: object) =>
  (await lake.athena.call('getQueryResults', input, call)) as GetQueryResultsOutput;

test('a query that succeeds', async () => {
  const id = await start('SELECT MAX(id) AS top FROM numbers WHERE id < ?', { ExecutionParameters: ['100'] });
  const done = await lake.athena.whenDone(id);
  expect(done).toMatchObject({
    QueryExecutionId: id,
    Query: 'SELECT MAX(id) AS top FROM numbers WHERE id < ?',
    StatementType: 'DML',
    WorkGroup: 'enforced',
    QueryExecutionContext: { Database: 'lake' },
    ResultConfiguration: { OutputLocation: `s3://lake/athena-results/${id}.csv` },
    Status: { State: 'SUCCEEDED' },
    ExecutionParameters: ['100'],
  });
  expect(done.Status!.CompletionDateTime).toBeInstanceOf(Date);
  expect(done.Statistics!.DataScannedInBytes).toBeGreaterThan(1000);
  expect(await execution(id)).toEqual(done);
  expect(readFileSync(join(lake.home, `s3/lake/athena-results/${id}.csv`), 'utf8')).toBe('"top"\n"99"\n');
});

test('results come in pages, with the header as first row', async () => {
  const QueryExecutionId = await start("SELECT id, IF(id % 2 = 0, 'é\n\"') AS s FROM numbers ORDER BY id");
  await lake.athena.whenDone(QueryExecutionId);
  const first = await results({ QueryExecutionId });
  expect(first.ResultSet!.Rows!.slice(0, 3)).toEqual([
    { Data: [{ VarCharValue: 'id' }, { VarCharValue: 's' }] },
    { Data: [{ VarCharValue: '0' }, { VarCharValue: 'é\n"' }] },
    { Data: [{ VarCharValue: '1' }, {}] },
  ]);
  expect(first.ResultSet!.ResultSetMetadata!.ColumnInfo).toEqual([
    {
      CatalogName: 'hive',
      SchemaName: '',
      TableName: '',
      Name: 'id',
      Label: 'id',
      Type: 'bigint',
      Precision: 19,
      Scale: 0,
      Nullable: 'UNKNOWN',
      CaseSensitive: false,
    },
    {
      CatalogName: 'hive',
      SchemaName: '',
      TableName: '',
      Name: 's',
      Label: 's',
      Type: 'varchar',
      Precision: 2147483647,
      Scale: 0,
      Nullable: 'UNKNOWN',
      CaseSensitive: true,
    },
  ]);
  expect(first.ResultSet!.Rows).toHaveLength(1000);
  const second = await results({ QueryExecutionId, NextToken: first.NextToken });
  expect(second.ResultSet!.Rows).toHaveLength(201);
  expect(second.ResultSet!.Rows![0]).toEqual({ Data: [{ VarCharValue: '999' }, {}] });
  expect(second.NextToken).toBeUndefined();
  const small = await results({ QueryExecutionId, MaxResults: 2 });
  expect(
    (await results({ QueryExecutionId, MaxResults: 1, NextToken: small.NextToken })).ResultSet!.Rows,
  ).toEqual([{ Data: [{ VarCharValue: '1' }, {}] }]);
});

test.each([
  ['SELEC 1', /^line 1:/],
  ['SELECT 1 FROM', /^line 1:/],
  ['SELECT (1', /^line 1:/],
  ["SELECT 'a", /^line 1:8: /],
  ['SELECT 1; SELECT 2', /^line 1:9: /],
  ['SELECT 1 == 1', /^line 1:11: /],
  ['SELECT a::int', /^line 1:9: /],
  ['SELECT "a" FROM `t`', /^line 1:17: /],
  ["UNLOAD (SELECT 1) TO 's3://b/x/'", /^line 1:/],
  [' -- nothing', /^line 1:1: /],
])('what is no SQL is refused at once: %s', async (sql, message) => {
  const refusal = await start(sql).catch((error: unknown) => error);
  expect(refusal).toMatchObject({
    code: 'InvalidRequestException',
    details: { AthenaErrorCode: 'MALFORMED_QUERY' },
  });
  expect((refusal as Error).message).toMatch(message);
});

test.each([
  ['SELECT nothing FROM numbers', "COLUMN_NOT_FOUND: line 1:8: Column 'nothing' cannot be resolved"],
  [
    'SELECT id FROM elsewhere.numbers',
    "TABLE_NOT_FOUND: Table 'awsdatacatalog.elsewhere.numbers' does not exist",
  ],
  [
    'CREATE TABLE x AS SELECT 1 AS a',
    'NOT_SUPPORTED: The local engine does not run CREATE. It runs queries (SELECT, WITH, VALUES) and UNLOAD.',
  ],
  [
    'INSERT INTO numbers VALUES 1',
    'NOT_SUPPORTED: The local engine does not run INSERT. It runs queries (SELECT, WITH, VALUES) and UNLOAD.',
  ],
])('what is SQL and wrong fails: %s', async (sql, reason) => {
  const { Status } = await lake.run(sql);
  expect(Status).toMatchObject({
    State: 'FAILED',
    StateChangeReason: reason,
    AthenaError: { ErrorCategory: 2 },
  });
});

test.each([
  [
    'SELECT id FROM numbers WHERE id = ?',
    undefined,
    'Incorrect number of parameters: expected 1 but found 0',
  ],
  [
    'SELECT id FROM numbers WHERE id = ?',
    ['1', '2'],
    'Incorrect number of parameters: expected 1 but found 2',
  ],
  ['SELECT id FROM numbers WHERE id = ?', ['1 OR true'], 'must be one literal'],
  ['SELECT id FROM numbers WHERE id = ?', ["'a' -- "], 'Cannot|cannot combine bigint and varchar'],
  ['SELECT id FROM numbers WHERE id = ?', ["O'Brien"], 'must be one literal'],
  ['SELECT ? FROM numbers', ['1'], 'a parameter (?) outside WHERE'],
  ['SELECT id FROM numbers LIMIT ?', ['1'], 'a parameter (?) outside WHERE'],
  [
    'SELECT id FROM numbers JOIN (VALUES 1) AS t (x) ON id = ? WHERE id = 1',
    ['1'],
    'a parameter (?) outside WHERE',
  ],
])('parameters: %s with %j', async (sql, ExecutionParameters, reason) => {
  const { Status } = await lake.run(sql, { ExecutionParameters });
  expect(Status!.State).toBe('FAILED');
  expect(reason.split('|').some((part) => Status!.StateChangeReason!.includes(part))).toBe(true);
});

test('parameters are literals in their places, also negative, in comments and quotes', async () => {
  const sql = "SELECT COUNT(*) FROM numbers WHERE id > ? /* ? */ AND '?' = ? AND id <= - ?";
  expect(await lake.rows(sql, '-1', "'?'", '-9')).toEqual([['10']]);
});

test('a backslash in a text or parameter is itself, and moves no position', async () => {
  const sql = String.raw`SELECT COUNT(*) FROM numbers WHERE '\' = ? AND ? = 'a\nb' AND id < 3`;
  expect(await lake.rows(sql, String.raw`'\'`, String.raw`'a\nb'`)).toEqual([['3']]);
  const { Status } = await lake.run(String.raw`SELECT 'é\\', nope FROM numbers`);
  expect(Status!.StateChangeReason).toMatch(/^COLUMN_NOT_FOUND: line 1:15: /);
});

test('two queries run, others wait; stopped ones are cancelled', async () => {
  const ids = [await start(endless), await start(endless), await start(endless)];
  const states = async () => Promise.all(ids.map(async (id) => (await execution(id)).Status!.State));
  expect(await states()).toEqual(['RUNNING', 'RUNNING', 'QUEUED']);
  await expect(results({ QueryExecutionId: ids[0] })).rejects.toMatchObject({
    code: 'InvalidRequestException',
  });
  for (const QueryExecutionId of [ids[2], ids[0], ids[1]]) {
    await lake.athena.call('stopQueryExecution', { QueryExecutionId }, call);
    expect((await lake.athena.whenDone(QueryExecutionId!)).Status).toMatchObject({
      State: 'CANCELLED',
      StateChangeReason: 'Query cancelled by user',
    });
    await expect(results({ QueryExecutionId })).rejects.toMatchObject({
      details: { AthenaErrorCode: 'RESULT_NOT_FOUND' },
    });
  }
  expect(await lake.rows('SELECT 1')).toEqual([['1']]);
  expect(existsSync(join(lake.home, `s3/lake/athena-results/${ids[0]}.csv`))).toBe(false);
});

test('the same request token gives the same query', async () => {
  const ClientRequestToken = 'a-token-of-at-least-32-characters';
  const first = await start('SELECT 1', { ClientRequestToken });
  expect(await start('SELECT 1', { ClientRequestToken })).toBe(first);
  await expect(start('SELECT 2', { ClientRequestToken })).rejects.toMatchObject({
    code: 'InvalidRequestException',
    message: 'Idempotent parameters do not match',
    details: { AthenaErrorCode: 'IDEMPOTENT_PARAMETER_MISMATCH' },
  });
  await expect(start('SELECT 1', { ClientRequestToken: 'short' })).rejects.toMatchObject({
    message: expect.stringContaining('Member must have length greater than or equal to 32') as unknown,
  });
});

test('work groups decide where results go', async () => {
  const elsewhere = { ResultConfiguration: { OutputLocation: 's3://lake/elsewhere/' } };
  const enforced = await lake.run('SELECT 1', elsewhere);
  expect(enforced.ResultConfiguration!.OutputLocation).toMatch(/^s3:\/\/lake\/athena-results\//);
  const free = await lake.run('SELECT 1', { ...elsewhere, WorkGroup: 'free' });
  expect(free.ResultConfiguration!.OutputLocation).toMatch(/^s3:\/\/lake\/elsewhere\//);
  await expect(start('SELECT 1', { WorkGroup: 'free' })).rejects.toMatchObject({
    code: 'InvalidRequestException',
  });
  await expect(start('SELECT 1', { WorkGroup: 'none' })).rejects.toMatchObject({
    code: 'InvalidRequestException',
  });
  const group = (await lake.athena.call(
    'getWorkGroup',
    { WorkGroup: 'enforced' },
    call,
  )) as GetWorkGroupOutput;
  expect(group.WorkGroup).toMatchObject({
    Name: 'enforced',
    State: 'ENABLED',
    Configuration: { EnforceWorkGroupConfiguration: true },
  });
});

test('a query that would read more than its work group allows is cancelled', async () => {
  const { Status } = await lake.run('SELECT id FROM numbers', { WorkGroup: 'frugal' });
  expect(Status!.State).toBe('CANCELLED');
  expect(Status!.StateChangeReason).toBe('Bytes scanned limit was exceeded');
});

test('several queries at once, with those that do not exist', async () => {
  const id = await start('SELECT 1');
  await lake.athena.whenDone(id);
  const QueryExecutionIds = [id, 'no-such-query'];
  const batch = (await lake.athena.call(
    'batchGetQueryExecution',
    { QueryExecutionIds },
    call,
  )) as BatchGetQueryExecutionOutput;
  expect(batch.QueryExecutions!.map((each) => each.QueryExecutionId)).toEqual([id]);
  expect(batch.UnprocessedQueryExecutionIds!.map((each) => each.QueryExecutionId)).toEqual(['no-such-query']);
  await expect(execution('../../etc/passwd')).rejects.toMatchObject({ code: 'InvalidRequestException' });
});

test('the metadata of a table', async () => {
  const input = { CatalogName: 'AwsDataCatalog', DatabaseName: 'lake', TableName: 'numbers' };
  const { TableMetadata } = (await lake.athena.call(
    'getTableMetadata',
    input,
    call,
  )) as GetTableMetadataOutput;
  expect(TableMetadata).toEqual({
    Name: 'numbers',
    TableType: 'EXTERNAL_TABLE',
    Columns: [{ Name: 'id', Type: 'bigint' }],
    PartitionKeys: [],
    Parameters: {
      inputformat: 'org.apache.hadoop.mapred.TextInputFormat',
      outputformat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
      location: 's3://lake/numbers/',
      'serde.serialization.lib': json,
      'serde.param.paths': 'id',
    },
  });
  await expect(
    lake.athena.call('getTableMetadata', { ...input, TableName: 'none' }, call),
  ).rejects.toMatchObject({
    code: 'MetadataException',
  });
});

test('a later runtime knows the queries of an earlier one', async () => {
  const id = await start('SELECT 1 AS x');
  const done = await lake.athena.whenDone(id);
  const stack = {
    name: 'test',
    accountId: '000000000000',
    region: 'us-east-1',
    directory: '',
    resources: [],
  };
  const catalog = {
    database: () => undefined,
    databases: () => [],
    table: () => undefined,
    tables: () => [],
    partitions: async () => [],
    register: async () => undefined,
    isDeclared: () => false,
    putTable: () => undefined,
    dropTable: async () => undefined,
  };
  const later = createAthenaService({
    home: lake.home,
    stack,
    authorize: () => undefined,
    catalog,
    engine: lake.engine,
  });
  expect(await later.whenDone(id)).toEqual(done);
});
