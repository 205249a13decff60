/** The catalog: tables of the stack, partitions that come and go at run time. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  BatchGetPartitionResponse,
  GetDatabaseResponse,
  GetPartitionResponse,
  GetPartitionsResponse,
  GetTableResponse,
  GetTablesResponse,
} from '@aws-sdk/client-glue';
import { createGlueService } from '../../src/glue/index.ts';
import type { GlueService } from '../../src/glue/index.ts';
import type { Call, Permission } from '../../src/service.ts';
import type { Stack } from '../../src/template/index.ts';

const stack: Stack = {
  name: 'test',
  accountId: '000000000000',
  region: 'us-east-1',
  directory: '',
  resources: [
    resource('AWS::Glue::Database', 'lake', { DatabaseInput: { Name: 'Lake', Description: 'All of it' } }),
    resource('AWS::Glue::Table', 'runs', tableOf('runs', [{ Name: 'run', Type: 'string' }])),
    resource('AWS::Glue::Table', 'people', tableOf('People', [])),
  ],
};

function resource(type: string, physicalId: string, properties: Record<string, unknown>) {
  return { logicalId: physicalId, type, physicalId, attributes: {}, properties };
}

function tableOf(Name: string, PartitionKeys: object[]) {
  const StorageDescriptor = { Columns: [{ Name: 'id', Type: 'bigint' }], Location: `s3://lake/${Name}/` };
  return { DatabaseName: 'lake', TableInput: { Name, PartitionKeys, StorageDescriptor } };
}

let home: string;
let glue: GlueService;
let asked: Permission[];
const call: Call = { principal: { arn: 'arn:aws:iam::000000000000:root' }, requestId: 'test' };
const of = { DatabaseName: 'lake', TableName: 'runs' };

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'nocturne-glue-'));
  asked = [];
  glue = createGlueService({ home, stack, authorize: (permissions) => void asked.push(...permissions) });
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const create = (value: string, Location = `s3://lake/runs/run=${value}/`) =>
  glue.call(
    'createPartition',
    { ...of, PartitionInput: { Values: [value], StorageDescriptor: { Location } } },
    call,
  );

const update = (value: string, Location: string, to = value) =>
  glue.call(
    'updatePartition',
    { ...of, PartitionValueList: [value], PartitionInput: { Values: [to], StorageDescriptor: { Location } } },
    call,
  );

const get = async (value: string) =>
  ((await glue.call('getPartition', { ...of, PartitionValues: [value] }, call)) as GetPartitionResponse)
    .Partition!;

const list = async (input: object = {}) =>
  (await glue.call('getPartitions', { ...of, ...input }, call)) as GetPartitionsResponse;

test('databases and tables are the stack’s, named in lower case', async () => {
  const database = (await glue.call('getDatabase', { Name: 'lake' }, call)) as GetDatabaseResponse;
  expect(database.Database).toMatchObject({ Name: 'lake', Description: 'All of it' });
  const { Table } = (await glue.call(
    'getTable',
    { DatabaseName: 'LAKE', Name: 'people' },
    call,
  )) as GetTableResponse;
  expect(Table).toMatchObject({
    Name: 'people',
    DatabaseName: 'lake',
    StorageDescriptor: { Columns: [{ Name: 'id', Type: 'bigint' }], Location: 's3://lake/People/' },
  });
  const { TableList } = (await glue.call('getTables', { DatabaseName: 'lake' }, call)) as GetTablesResponse;
  expect(TableList!.map(({ Name }) => Name)).toEqual(['people', 'runs']);
});

test.each([
  ['getDatabase', { Name: 'none' }],
  ['getTable', { DatabaseName: 'lake', Name: 'none' }],
  ['getTables', { DatabaseName: 'none' }],
  ['getPartition', { ...of, PartitionValues: ['none'] }],
  ['updatePartition', { ...of, PartitionValueList: ['none'], PartitionInput: { Values: ['none'] } }],
  ['deletePartition', { ...of, PartitionValues: ['none'] }],
  ['createPartition', { ...of, TableName: 'none', PartitionInput: { Values: ['x'] } }],
])('%s of what is not there', async (operation, input) => {
  await expect(glue.call(operation, input, call)).rejects.toMatchObject({ code: 'EntityNotFoundException' });
});

test('a partition is created once', async () => {
  await create('a');
  await expect(create('a', 's3://lake/other/')).rejects.toMatchObject({ code: 'AlreadyExistsException' });
  expect(await get('a')).toMatchObject({
    Values: ['a'],
    DatabaseName: 'lake',
    TableName: 'runs',
    StorageDescriptor: { Location: 's3://lake/runs/run=a/' },
  });
  expect((await get('a')).CreationTime).toBeInstanceOf(Date);
});

test('a partition is updated, renamed and deleted', async () => {
  await create('a');
  await create('b');
  await update('a', 's3://lake/runs/run=a/2/');
  expect((await get('a')).StorageDescriptor!.Location).toBe('s3://lake/runs/run=a/2/');
  await expect(update('a', 's3://x/', 'b')).rejects.toMatchObject({ code: 'AlreadyExistsException' });
  await update('a', 's3://lake/runs/c/', 'c');
  await glue.call('deletePartition', { ...of, PartitionValues: ['b'] }, call);
  expect((await list()).Partitions!.map(({ Values }) => Values)).toEqual([['c']]);
});

test('partitions survive the process, and the catalog gives them', async () => {
  await create('a');
  const later = createGlueService({ home, stack, authorize: () => undefined });
  const table = later.catalog.table('lake', 'runs')!;
  expect((await later.catalog.partitions(table)).map(({ Values }) => Values)).toEqual([['a']]);
  expect(JSON.parse(readFileSync(join(home, 'glue/lake/runs.json'), 'utf8'))).toHaveLength(1);
});

test('many at once: none is lost', async () => {
  const values = Array.from({ length: 30 }, (_, index) => `run-${String(index).padStart(2, '0')}`);
  await Promise.all(values.map((value) => create(value)));
  expect((await list()).Partitions!.map(({ Values }) => Values![0])).toEqual(values);
  const twice = await Promise.allSettled([create('same'), create('same')]);
  expect(twice.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
});

test('lists come in pages', async () => {
  for (const value of ['a', 'b', 'c']) await create(value);
  const first = await list({ MaxResults: 2 });
  expect(first.Partitions!.map(({ Values }) => Values)).toEqual([['a'], ['b']]);
  const second = await list({ MaxResults: 2, NextToken: first.NextToken });
  expect(second.Partitions!.map(({ Values }) => Values)).toEqual([['c']]);
  expect(second.NextToken).toBeUndefined();
});

test('a page has at most 1,000 partitions', async () => {
  await create('0');
  const file = join(home, 'glue/lake/runs.json');
  const [one] = JSON.parse(readFileSync(file, 'utf8')) as object[];
  writeFileSync(
    file,
    JSON.stringify(Array.from({ length: 1001 }, (_, i) => ({ ...one, Values: [String(i)] }))),
  );
  glue = createGlueService({ home, stack, authorize: () => undefined });
  const { Partitions, NextToken } = await list();
  expect(Partitions).toHaveLength(1000);
  expect((await list({ NextToken })).Partitions!.map(({ Values }) => Values)).toEqual([['1000']]);
});

test('lists are narrowed by an expression', async () => {
  for (const value of ['a', 'b', "it's"]) await create(value);
  const listed = async (Expression: string) =>
    (await list({ Expression })).Partitions!.map(({ Values }) => Values![0]);
  expect(await listed("run = 'a'")).toEqual(['a']);
  expect(await listed("((run='it''s') and (RUN = 'it''s'))")).toEqual(["it's"]);
  expect(await listed("run = 'a' AND run = 'b'")).toEqual([]);
});

test('several partitions are asked for at once; what is not there is left out', async () => {
  for (const value of ['a', 'b', 'c']) await create(value);
  const PartitionsToGet = ['c', 'none', 'a'].map((value) => ({ Values: [value] }));
  const { Partitions } = (await glue.call(
    'batchGetPartition',
    { ...of, PartitionsToGet },
    call,
  )) as BatchGetPartitionResponse;
  expect(Partitions!.map(({ Values }) => Values)).toEqual([['a'], ['c']]);
});

// As recorded on AWS for a table whose descriptor says none of it: clients written in Java fail without.
test('descriptors are given back complete', async () => {
  const rest = { Compressed: false, NumberOfBuckets: 0, SortColumns: [], StoredAsSubDirectories: false };
  const { Table } = (await glue.call(
    'getTable',
    { DatabaseName: 'lake', Name: 'runs' },
    call,
  )) as GetTableResponse;
  expect(Table!.StorageDescriptor).toMatchObject(rest);
  await create('a');
  expect((await get('a')).StorageDescriptor).toMatchObject(rest);
});

test.each([
  ['getPartition', { ...of, PartitionValues: ['a', 'b'] }],
  ['createPartition', { DatabaseName: 'lake', TableName: 'people', PartitionInput: { Values: [] } }],
  ['createPartition', { ...of, PartitionInput: {} }],
  ['getPartitions', { ...of, Expression: "run > 'a'" }],
  ['getPartitions', { ...of, Expression: "day = 'a'" }],
  ['getPartitions', { ...of, Expression: "(run = 'a'" }],
  ['getTable', { Name: 'runs' }],
])('%s with %j is refused', async (operation, input) => {
  await expect(glue.call(operation, input, call)).rejects.toMatchObject({ code: 'InvalidInputException' });
});

test('an action on a table is checked on catalog, database and table', async () => {
  await create('a');
  const prefix = 'arn:aws:glue:us-east-1:000000000000';
  expect(asked).toEqual([
    { action: 'glue:CreatePartition', resource: `${prefix}:catalog` },
    { action: 'glue:CreatePartition', resource: `${prefix}:database/lake` },
    { action: 'glue:CreatePartition', resource: `${prefix}:table/lake/runs` },
  ]);
});
