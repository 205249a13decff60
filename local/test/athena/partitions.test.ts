/** Partitions' values: NULL, escaped ones, numbers with zeros in front, and values that are none of their type. */
import { addPartition, call, json, lakeUnderTest } from './lake-under-test.ts';
import type { LakeUnderTest } from './lake-under-test.ts';

let lake: LakeUnderTest;
beforeAll(async () => {
  lake = lakeUnderTest({
    parts: { columns: 'id bigint', library: json, partitionedBy: 'dt string, hr int' },
    wrong: { columns: 'id bigint', library: json, partitionedBy: 'hr int' },
  });
  const values = [
    ['2024-01-01', '1'],
    ['2024-01-01', '01'],
    ['__HIVE_DEFAULT_PARTITION__', '3'],
    ['a/b c:d', '4'],
    ['2024-01-03', '__HIVE_DEFAULT_PARTITION__'],
    ['2024-01-04', ''],
  ];
  for (const [id, pair] of values.entries()) {
    lake.put(`parts/p${id}/data.json`, `{"id":${id}}\n`);
    await addPartition(lake, 'parts', pair, `p${id}`);
  }
  lake.put('wrong/p/data.json', '{"id":1}\n');
  await addPartition(lake, 'wrong', ['one'], 'p');
});
afterAll(() => lake.end());

// As Trino 435 answered, but for the empty number, which is by its source.
test.each([
  ['dt IS NULL', ['2']],
  ['hr IS NULL', ['4']],
  ['hr IS NOT NULL', ['0', '1', '2', '3', '5']],
  ['hr = 1', ['0', '1']],
  ['hr IN (3, 4)', ['2', '3']],
  ['hr = 0', ['5']],
  ["dt = 'a/b c:d'", ['3']],
  ["dt <> '2024-01-01'", ['3', '4', '5']],
  ["dt = '__HIVE_DEFAULT_PARTITION__'", []],
  ["COALESCE(dt, 'none') = 'none'", ['2']],
])('WHERE %s', async (condition, ids) => {
  const rows = await lake.rows(`SELECT id FROM parts WHERE ${condition} ORDER BY id`);
  expect(rows).toEqual(ids.map((id) => [id]));
});

test('DISTINCT and MAX over NULL', async () => {
  expect(await lake.rows('SELECT DISTINCT hr FROM parts ORDER BY hr')).toEqual([
    ['0'],
    ['1'],
    ['3'],
    ['4'],
    [null],
  ]);
  expect(await lake.rows('SELECT MAX(dt), COUNT(dt), COUNT(*) FROM parts')).toEqual([['a/b c:d', '5', '6']]);
});

test('only what a condition leaves is read', async () => {
  const scanned = async (sql: string) => (await lake.run(sql)).Statistics!.DataScannedInBytes;
  expect(await scanned('SELECT id FROM parts')).toBe(6 * 9);
  expect(await scanned('SELECT id FROM parts WHERE hr = 1')).toBe(2 * 9);
});

test('a value that is none of its type ends the query', async () => {
  await expect(lake.rows('SELECT hr FROM wrong')).rejects.toThrow(
    "HIVE_INVALID_PARTITION_VALUE: Invalid partition value 'one' for INTEGER partition key: hr=one",
  );
});

test("Glue's own expressions know the value by its name", async () => {
  const Expression = "dt = '__HIVE_DEFAULT_PARTITION__'";
  const found = await lake.glue.call(
    'getPartitions',
    { DatabaseName: 'lake', TableName: 'parts', Expression },
    call,
  );
  expect((found as { Partitions: { Values: string[] }[] }).Partitions.map(({ Values }) => Values)).toEqual([
    ['__HIVE_DEFAULT_PARTITION__', '3'],
  ]);
});
