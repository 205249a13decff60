/** AWS's limits: the last value is taken, the next one refused. */
import { call, json, lakeUnderTest } from './lake-under-test.ts';
import type { LakeUnderTest } from './lake-under-test.ts';

let lake: LakeUnderTest;
beforeAll(() => {
  lake = lakeUnderTest({ numbers: { columns: 'id bigint', library: json } });
});
afterAll(() => lake.end());

test('1,000 rows of a page of results', async () => {
  const { QueryExecutionId } = await lake.run('SELECT id FROM numbers');
  const page = (MaxResults: number) =>
    lake.athena.call('getQueryResults', { QueryExecutionId, MaxResults }, call);
  await expect(page(1000)).resolves.toHaveProperty('ResultSet');
  await expect(page(1001)).rejects.toMatchObject({ code: 'InvalidRequestException' });
});

test('50 queries of a BatchGetQueryExecution', async () => {
  const batch = (count: number) => {
    const QueryExecutionIds = Array.from({ length: count }, (_, i) => `none-${i}`);
    return lake.athena.call('batchGetQueryExecution', { QueryExecutionIds }, call);
  };
  await expect(batch(50)).resolves.toMatchObject({ QueryExecutions: [] });
  await expect(batch(51)).rejects.toMatchObject({ code: 'InvalidRequestException' });
});
