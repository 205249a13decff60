/** Tables whose partitions Athena computes: days, whose folders are read; any other kind is refused. */
import { json, lakeUnderTest } from './lake-under-test.ts';
import type { LakeUnderTest } from './lake-under-test.ts';

const days = {
  'projection.enabled': 'true',
  'projection.day.type': 'date',
  'projection.day.format': 'yyyy-MM-dd',
  'projection.day.range': '2024-01-01,NOW',
};
const table = (parameters: Record<string, string>) => ({
  columns: 'id bigint',
  library: json,
  partitionedBy: 'day string',
  parameters,
});

let lake: LakeUnderTest;
beforeAll(() => {
  lake = lakeUnderTest({
    sales: table(days),
    empty: table(days),
    enumerated: table({ ...days, 'projection.day.type': 'enum', 'projection.day.values': 'a,b' }),
    elsewhere: table({ ...days, 'storage.location.template': 's3://lake/x/${day}/' }),
  });
  const folders = [
    'day=2024-02-28',
    'day=2024-02-29',
    'day=2023-12-31',
    'day=2999-01-01',
    'day=today',
    'other',
  ];
  for (const [id, folder] of folders.entries()) lake.put(`sales/${folder}/data.json`, `{"id":${id}}\n`);
});
afterAll(() => lake.end());

test('days within the range are read, with the day as a column', async () => {
  expect(await lake.rows('SELECT id, day FROM sales ORDER BY id')).toEqual([
    ['0', '2024-02-28'],
    ['1', '2024-02-29'],
  ]);
  expect(await lake.rows("SELECT id FROM sales WHERE day = '2024-02-29'")).toEqual([['1']]);
  expect(await lake.rows('SELECT id FROM empty')).toEqual([]);
});

test('a condition on the day leaves the others unread', async () => {
  const { Statistics } = await lake.run("SELECT id FROM sales WHERE day = '2024-02-29'");
  expect(Statistics!.DataScannedInBytes).toBe(9);
});

test.each(['enumerated', 'elsewhere'])('another projection is refused: %s', async (name) => {
  const { Status } = await lake.run(`SELECT id FROM ${name}`);
  expect(Status).toMatchObject({
    State: 'FAILED',
    StateChangeReason: expect.stringMatching(
      `^NOT_SUPPORTED: The local engine computes partitions of one key of type date.* not those of ${name}`,
    ) as string,
  });
});
