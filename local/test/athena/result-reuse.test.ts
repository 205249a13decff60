/** Query result reuse: https://docs.aws.amazon.com/athena/latest/ug/reusing-query-results.html */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { QueryExecution, StartQueryExecutionInput } from '@aws-sdk/client-athena';
import { ServiceError } from '../../src/service.ts';
import type { Permission } from '../../src/service.ts';
import { json, lakeUnderTest } from './lake-under-test.ts';
import type { LakeUnderTest } from './lake-under-test.ts';

let lake: LakeUnderTest;
let denied: (permission: Permission) => boolean = () => false;
beforeEach(() => {
  denied = () => false;
  lake = lakeUnderTest({ numbers: { columns: 'id bigint', library: json } }, (permissions) => {
    if (permissions.some(denied)) throw new ServiceError('AccessDeniedException', 'denied');
  });
  lake.put('numbers/a.jsonl', '{"id":1}\n');
});
afterEach(() => lake.end());

const sql = 'SELECT MAX(id) AS top FROM numbers WHERE id < ?';
const reusing = (MaxAgeInMinutes?: number): Partial<StartQueryExecutionInput> => ({
  ExecutionParameters: ['9'],
  ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes } },
});
const reused = ({ Statistics }: QueryExecution) => Statistics!.ResultReuseInformation!.ReusedPreviousResult;
const placeOf = ({ ResultConfiguration }: QueryExecution) => ResultConfiguration!.OutputLocation!;

test('the newest result of the same query is taken, stale as it may be, and nothing is scanned', async () => {
  const first = await lake.run(sql, { ExecutionParameters: ['9'] });
  expect([reused(first), first.Statistics!.DataScannedInBytes]).toEqual([false, 9]);
  lake.put('numbers/b.jsonl', '{"id":2}\n');
  const second = await lake.run(sql, reusing());
  expect(second).toMatchObject({
    Status: { State: 'SUCCEEDED' },
    Statistics: { DataScannedInBytes: 0, ResultReuseInformation: { ReusedPreviousResult: true } },
    ResultConfiguration: first.ResultConfiguration,
    ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: true } },
  });
  expect(second.QueryExecutionId).not.toBe(first.QueryExecutionId);
  const results = await lake.athena.call(
    'getQueryResults',
    { QueryExecutionId: second.QueryExecutionId },
    { principal: { arn: '' }, requestId: '' },
  );
  expect(results).toMatchObject({ ResultSet: { Rows: [{}, { Data: [{ VarCharValue: '1' }] }] } });
  const third = await lake.run(sql, { ExecutionParameters: ['9'] });
  expect(placeOf(await lake.run(sql, reusing()))).toBe(placeOf(third));
});

test.each<[string, () => Promise<QueryExecution>]>([
  ['another text', () => lake.run(`${sql} AND id > 0`, reusing())],
  ['other parameters', () => lake.run(sql, { ...reusing(), ExecutionParameters: ['8'] })],
  [
    'another place',
    () =>
      lake.run(sql, {
        ...reusing(),
        WorkGroup: 'free',
        ResultConfiguration: { OutputLocation: 's3://lake/x/' },
      }),
  ],
  ['too small an age', () => new Promise((r) => setTimeout(r, 5)).then(() => lake.run(sql, reusing(0)))],
])('it runs anew for %s', async (_what, run) => {
  await lake.run(sql, { ExecutionParameters: ['9'] });
  expect(reused(await run())).toBe(false);
});

test('it runs anew when the result is gone or may not be read, and fails without the table', async () => {
  const first = await lake.run(sql, { ExecutionParameters: ['9'] });
  denied = ({ resource }) => resource.endsWith(`${first.QueryExecutionId}.csv`);
  expect(reused(await lake.run(sql, reusing()))).toBe(false);
  denied = ({ action }) => action === 'glue:GetTable';
  expect((await lake.run(sql, reusing())).Status!.State).toBe('FAILED');
  denied = () => false;
  rmSync(join(lake.home, 's3/lake/athena-results'), { recursive: true });
  expect(reused(await lake.run(sql, reusing()))).toBe(false);
});

test('an age beyond a week is refused', async () => {
  await expect(lake.run(sql, reusing(10_081))).rejects.toMatchObject({ code: 'InvalidRequestException' });
});
