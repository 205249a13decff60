/** Statements about the catalog, in the forms of https://docs.aws.amazon.com/athena/latest/ug/ddl-sql-reference.html */
import type { GetQueryResultsOutput } from '@aws-sdk/client-athena';
import { ServiceError } from '../../src/service.ts';
import type { Permission } from '../../src/service.ts';
import { call, json, lakeUnderTest } from './lake-under-test.ts';
import type { LakeUnderTest } from './lake-under-test.ts';

let lake: LakeUnderTest;
let denied: (permission: Permission) => boolean = () => false;
beforeAll(() => {
  const tables = {
    people: { columns: 'id bigint, name string', library: json },
    runs: { columns: 'id bigint', partitionedBy: 'run string, day string', library: json },
  };
  lake = lakeUnderTest(tables, (permissions) => {
    const missing = permissions.find((permission) => denied(permission));
    if (missing) throw new ServiceError('AccessDeniedException', `no ${missing.action}`);
  });
});
afterAll(() => lake.end());
afterEach(() => {
  denied = () => false;
});

/** The lines of a statement's result, as GetQueryResults gives them. */
async function lines(sql: string): Promise<string[]> {
  const { QueryExecutionId, Status } = await lake.run(sql);
  expect(Status!.StateChangeReason).toBeUndefined();
  const input = { QueryExecutionId };
  const { ResultSet } = (await lake.athena.call('getQueryResults', input, call)) as GetQueryResultsOutput;
  return ResultSet!.Rows!.map(({ Data }) => Data!.map(({ VarCharValue }) => VarCharValue).join());
}
const reason = async (sql: string) => (await lake.run(sql)).Status!.StateChangeReason;

test.each([
  ['SHOW DATABASES', ['lake']],
  ["show schemas like 'none*'", []],
  ['SHOW TABLES', ['people', 'runs']],
  ["SHOW TABLES IN `lake` 'peo*|x'", ['people']],
  ['SHOW COLUMNS IN lake.people;', ['id                  ', 'name                ']],
  [
    'SHOW COLUMNS FROM runs IN lake',
    ['id                  ', 'run                 ', 'day                 '],
  ],
  ['SHOW PARTITIONS runs', []],
  [
    'DESC `people`',
    [
      'id                  \tbigint              \t                    ',
      'name                \tstring              \t                    ',
    ],
  ],
])('%s', async (sql, expected) => {
  expect(await lines(sql)).toEqual(expected);
});

test('what a description of a partitioned table says below', async () => {
  expect((await lines('DESCRIBE lake.runs')).slice(3)).toEqual([
    '\t \t ',
    '# Partition Information\t \t ',
    '# col_name          \tdata_type           \tcomment             ',
    '\t \t ',
    'run                 \tstring              \t                    ',
    'day                 \tstring              \t                    ',
  ]);
});

test('MSCK REPAIR TABLE registers what lies below the table and is not registered', async () => {
  lake.put('runs/run=a%2Fb/day=1/x.json', '{"id": 1}\n');
  lake.put('runs/run=c/day=1/x.json', '{"id": 2}\n');
  lake.put('runs/other=c/day=1/x.json', '{"id": 3}\n');
  expect(await lines('MSCK REPAIR TABLE runs')).toHaveLength(3);
  expect(await lines('SHOW PARTITIONS runs')).toEqual(['run=a/b/day=1', 'run=c/day=1']);
  expect(await lake.rows('SELECT id, run FROM runs ORDER BY id')).toEqual([
    ['1', 'a/b'],
    ['2', 'c'],
  ]);
  expect(await lines('MSCK REPAIR TABLE `runs`;')).toEqual([]);
});

test('how they are recorded', async () => {
  const shown = await lake.run('SHOW TABLES', { QueryExecutionContext: { Database: '`lake`' } });
  expect(shown).toMatchObject({ StatementType: 'UTILITY', SubstatementType: 'SHOW_TABLES' });
  expect(shown.ResultConfiguration!.OutputLocation).toMatch(/\.txt$/);
  expect(await lake.run('MSCK REPAIR TABLE runs')).toMatchObject({ StatementType: 'DDL' });
});

test('what is not there, or not allowed, is how they fail', async () => {
  expect(await reason('DESCRIBE none')).toContain('Table not found: lake.none');
  expect(await reason('SHOW TABLES IN none')).toContain('Database does not exist: none');
  expect(await reason('SHOW PARTITIONS people')).toContain('is not a partitioned table');
  denied = ({ action }) => action === 'glue:BatchCreatePartition';
  expect(await reason('MSCK REPAIR TABLE runs')).toContain('no glue:BatchCreatePartition');
  denied = ({ action }) => action === 'glue:GetTables';
  expect(await reason('SHOW TABLES')).toContain('no glue:GetTables');
});

test('other forms are refused by name', async () => {
  expect(await reason('SHOW CREATE TABLE people')).toContain('this SHOW CREATE. It runs');
  expect(await reason('DESCRIBE FORMATTED people')).toContain('this DESCRIBE FORMATTED.');
});

test('what a request asks of its results counts where the work group lets it', async () => {
  const asked = (EncryptionOption: 'SSE_S3' | 'SSE_KMS') => ({
    ResultConfiguration: {
      OutputLocation: 's3://lake/results/',
      EncryptionConfiguration: { EncryptionOption },
    },
  });
  const state = async (input: object) => (await lake.run('SELECT 1', input)).Status!.State;
  expect(await state({ WorkGroup: 'free', ...asked('SSE_S3') })).toBe('SUCCEEDED');
  expect(await state({ WorkGroup: 'enforced', ...asked('SSE_KMS') })).toBe('SUCCEEDED');
  await expect(lake.run('SELECT 1', { WorkGroup: 'free', ...asked('SSE_KMS') })).rejects.toMatchObject({
    code: 'InvalidRequestException',
    message: expect.stringMatching(/EncryptionOption .* may be SSE_S3, and was SSE_KMS/) as string,
  });
});
