/** The lists of Athena's API, and what it writes beside a result. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ListQueryExecutionsOutput, ListWorkGroupsOutput } from '@aws-sdk/client-athena';
import { call, json, lakeUnderTest } from './lake-under-test.ts';
import type { LakeUnderTest } from './lake-under-test.ts';

let lake: LakeUnderTest;
beforeAll(() => {
  lake = lakeUnderTest({
    people: { columns: 'id bigint', library: json },
    runs: { columns: 'id bigint', library: json },
  });
});
afterAll(() => lake.end());

const list = async (input: object) =>
  (await lake.athena.call('listQueryExecutions', input, call)) as ListQueryExecutionsOutput;

test('the queries of a work group come newest first, in pages that new ones do not shift', async () => {
  const ids: string[] = [];
  for (let index = 0; index < 3; index++) ids.unshift((await lake.run(`SELECT ${index}`)).QueryExecutionId!);
  const first = await list({ WorkGroup: 'enforced', MaxResults: 2 });
  expect(first.QueryExecutionIds).toEqual(ids.slice(0, 2));
  const newest = await lake.run('SELECT 3');
  const { NextToken } = first;
  expect(await list({ WorkGroup: 'enforced', MaxResults: 2, NextToken })).toEqual({
    QueryExecutionIds: ids.slice(2),
    NextToken: undefined,
  });
  expect((await list({ WorkGroup: 'enforced' })).QueryExecutionIds).toEqual([
    newest.QueryExecutionId,
    ...ids,
  ]);
  expect((await list({})).QueryExecutionIds).toEqual([]);
});

test.each([{ MaxResults: 0 }, { MaxResults: 51 }, { NextToken: 'none' }, { WorkGroup: 'none' }])(
  'a list by %j is refused',
  async (input) => {
    await expect(list(input)).rejects.toMatchObject({ code: 'InvalidRequestException' });
  },
);

test('the catalog, as clients that write Python ask for it', async () => {
  const ask = (operation: string, input: object) => lake.athena.call(operation, input, call);
  const CatalogName = 'AwsDataCatalog';
  const place = { CatalogName, DatabaseName: 'lake', WorkGroup: 'enforced' };
  expect(await ask('listDatabases', { CatalogName })).toMatchObject({ DatabaseList: [{ Name: 'lake' }] });
  expect(await ask('getDatabase', place)).toMatchObject({ Database: { Name: 'lake' } });
  expect(await ask('listTableMetadata', { ...place, Expression: 'peo.*' })).toMatchObject({
    TableMetadataList: [{ Name: 'people', Columns: [{ Name: 'id', Type: 'bigint' }] }],
  });
  expect(await ask('getTableMetadata', { ...place, TableName: 'people' })).toMatchObject({
    TableMetadata: { Name: 'people' },
  });
  const refused = { code: 'InvalidRequestException' };
  await expect(ask('listDatabases', { CatalogName: 'other' })).rejects.toMatchObject(refused);
  await expect(ask('listTableMetadata', { ...place, WorkGroup: 'none' })).rejects.toMatchObject(refused);
  await expect(ask('listTableMetadata', { ...place, Expression: '(' })).rejects.toMatchObject(refused);
  const none = { ...place, DatabaseName: 'none' };
  await expect(ask('listTableMetadata', none)).rejects.toMatchObject({ code: 'MetadataException' });
  await expect(ask('getDatabase', none)).rejects.toMatchObject({ code: 'MetadataException' });
});

test('the work groups', async () => {
  const { WorkGroups } = (await lake.athena.call('listWorkGroups', {}, call)) as ListWorkGroupsOutput;
  expect(WorkGroups!.map(({ Name, State }) => `${Name} ${State}`)).toEqual(
    ['primary', 'enforced', 'free', 'frugal'].map((name) => `${name} ENABLED`),
  );
});

// By hand, from the fields that https://github.com/burtcorp/athena-jdbc reads.
test('a result has the description of its columns beside it', async () => {
  const { QueryExecutionId: id, ResultConfiguration } = await lake.run(
    "SELECT 'a' AS s, CAST(1 AS BIGINT) AS n",
  );
  const file = ResultConfiguration!.OutputLocation!.replace('s3://', join(lake.home, 's3/'));
  const column = (name: string, type: string, precision: number[], caseSensitive: number) => {
    const content = [
      [0x0a, 4, ...Buffer.from('hive')],
      [0x22, name.length, ...Buffer.from(name)],
      [0x2a, name.length, ...Buffer.from(name)],
      [0x32, type.length, ...Buffer.from(type)],
      [0x38, ...precision],
      [0x40, 0],
      [0x48, 3],
      [0x50, caseSensitive],
    ].flat();
    return [0x22, content.length, ...content];
  };
  expect([...readFileSync(`${file}.metadata`)]).toEqual([
    0x0a,
    36,
    ...Buffer.from(id!),
    ...column('s', 'varchar', [0xff, 0xff, 0xff, 0xff, 0x07], 1),
    ...column('n', 'bigint', [19], 0),
  ]);
});
