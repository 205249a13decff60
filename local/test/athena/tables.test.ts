/** Reading tables: formats, types, partitions, and what of the bucket belongs to a table. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { addPartition, json, lakeUnderTest, lazySimple, openCsv, parquet } from './lake-under-test.ts';
import type { LakeUnderTest } from './lake-under-test.ts';

const allTypes =
  'id bigint, n int, d double, s string, b boolean, p decimal(4,2), a array<int>, t timestamp, day date';

let lake: LakeUnderTest;
beforeAll(() => {
  lake = lakeUnderTest({
    people: { columns: allTypes, library: json },
    hcatalog: { columns: 'id bigint', library: 'org.apache.hive.hcatalog.data.JsonSerDe' },
    empty: { columns: allTypes, library: json },
    ratings: {
      columns: 'customer string, rating int, score double',
      library: lazySimple,
      serde: { 'field.delim': '\t' },
      parameters: { 'skip.header.line.count': '1' },
    },
    ragged: { columns: 'a string, b int', library: lazySimple, serde: { 'field.delim': '\t' } },
    whole: { columns: 'id int, n int', library: lazySimple, serde: { 'field.delim': '\t' } },
    rest: {
      columns: 'a string, b int, c string',
      library: lazySimple,
      serde: { 'field.delim': '\t', 'serialization.last.column.takes.rest': 'true' },
      parameters: { 'skip.header.line.count': '1' },
    },
    campaign: {
      columns: 'id string, income string, note string',
      library: openCsv,
      serde: { separatorChar: ';' },
      parameters: { 'skip.header.line.count': '1' },
    },
    copied: { columns: 'id bigint, p decimal(4,2), a array<int>', library: parquet },
    runs: { columns: 'id bigint', library: json, partitionedBy: 'run string' },
    pathed: { columns: 'id bigint', library: json },
    odd: { columns: 'id bigint, m map<string,int>', library: json },
    orc: { columns: 'id bigint', library: 'org.apache.hadoop.hive.ql.io.orc.OrcSerde' },
  });
});
afterAll(() => lake.end());

test('JSON Lines, gzip and plain, with every type, NULL and absent members', async () => {
  const first = {
    id: 9007199254740993n,
    n: 1,
    d: 0.1,
    s: 'Å "x"',
    b: true,
    p: 0.35,
    a: [1, null],
    t: '2020-01-01 10:00:00',
    day: '2020-02-29',
  };
  const line = JSON.stringify(first, (_, value: unknown) =>
    typeof value === 'bigint' ? Number(value) : value,
  );
  lake.put('people/a.jsonl.gz', `${line.replace('9007199254740992', '9007199254740993')}\n`);
  lake.put('people/b.jsonl', '{"id":2,"n":null,"a":[]}\n');
  expect(await lake.rows('SELECT * FROM people ORDER BY n')).toEqual([
    [
      '9007199254740993',
      '1',
      '0.1',
      'Å "x"',
      'true',
      '0.35',
      '[1, null]',
      '2020-01-01 10:00:00.000',
      '2020-02-29',
    ],
    ['2', null, null, null, null, null, '[]', null, null],
  ]);
});

test('hidden files and folders are not read, other folders are', async () => {
  lake.put('hcatalog/deep/er/a.json', '{"id":1}\n');
  lake.put('hcatalog/_SUCCESS', 'no JSON');
  lake.put('hcatalog/.staging/b.json', 'no JSON');
  expect(await lake.rows('SELECT id FROM hcatalog')).toEqual([['1']]);
});

test('a location without files is an empty table with its types', async () => {
  expect(await lake.rows('SELECT COUNT(*), SUM(id), MAX(p) FROM empty')).toEqual([['0', null, null]]);
});

test(
  String.raw`delimited text: \N is NULL, quotes are text, what does not fit its type is NULL`,
  async () => {
    lake.put('ratings/a.tsv.gz', 'customer\trating\tscore\nann "a"\t5\t0.5\n\\N\t1.7\tx\n\t\n');
    lake.put('ratings/b.tsv', 'customer\trating\tscore\nbob\t3\t1e3\n');
    expect(await lake.rows('SELECT * FROM ratings ORDER BY score, customer')).toEqual([
      ['ann "a"', '5', '0.5'],
      ['bob', '3', '1000.0'],
      ['', null, null],
      [null, '1', null],
    ]);
  },
);

test('delimited text: decimals of an integer are cut off', async () => {
  const cells = ['4.0', '-1.9', '.5', '-.5', '5.', '+007', '3.x', '1e3', '-', '', '2147483648', '1.5.2'];
  lake.put('whole/a.tsv', cells.map((cell, index) => `${index}\t${cell}\n`).join(''));
  const rows = await lake.rows('SELECT n FROM whole ORDER BY id');
  const expected = ['4', '-1', '0', '0', '5', '7', null, null, null, null, null, null];
  expect(rows).toEqual(expected.map((value) => [value]));
});

test('ragged text: cells that are missing are NULL, cells too many are left out, an empty line is a row', async () => {
  lake.put('ragged/a.tsv', 'ann\n\nbob\t1\t2\t3\r\ncy\t2\n');
  expect(await lake.rows('SELECT * FROM ragged ORDER BY a')).toEqual([
    ['', null],
    ['ann', null],
    ['bob', '1'],
    ['cy', '2'],
  ]);
});

test('ragged text where the last column takes the rest of the line', async () => {
  lake.put('rest/a.tsv.gz', 'a\tb\tc\nann\t1\t\t"x\t\n\nbob\t\\N\ncy\t3\t\\N\r\n');
  expect(await lake.rows('SELECT * FROM rest ORDER BY a')).toEqual([
    ['', null, null],
    ['ann', '1', '\t"x\t'],
    ['bob', null, null],
    ['cy', '3', null],
  ]);
});

test('quoted text: an empty value is an empty text, a line is a row', async () => {
  lake.put('campaign/a.csv', 'ID;Income;Note\n1;;"say ""hi""; then"\n2;58138;\n3;"broken\noff"\n');
  expect(await lake.rows('SELECT * FROM campaign ORDER BY id')).toEqual([
    ['1', '', 'say "hi"; then'],
    ['2', '58138', ''],
    ['3', null, null],
    [null, null, null],
  ]);
});

test('Parquet, as UNLOAD writes it', async () => {
  const sql = `UNLOAD (SELECT x AS id, CAST(0.25 AS DECIMAL(4,2)) AS p, ARRAY[1, NULL] AS a FROM (VALUES CAST(7 AS BIGINT)) AS t (x)) TO 's3://lake/copied/' WITH (format = 'PARQUET')`;
  expect((await lake.run(sql)).Status!.State).toBe('SUCCEEDED');
  expect(await lake.rows('SELECT * FROM copied')).toEqual([['7', '0.25', '[1, null]']]);
});

test('a partitioned table is what is registered, and WHERE narrows what is read', async () => {
  lake.put('runs/run=a/0-0/x.jsonl', '{"id":1}\n{"id":2}\n');
  lake.put('runs/run=b/0-1/x.jsonl', '{"id":3}\n');
  lake.put('runs/run=b/0-0/orphan.jsonl', 'a failed attempt left half a line {');
  await addPartition(lake, 'runs', ['a'], 'run=a/0-0');
  await addPartition(lake, 'runs', ['b'], 'run=b/0-1');
  await addPartition(lake, 'runs', ['none'], 'run=none/0-0');
  expect(await lake.rows('SELECT id, run FROM runs ORDER BY id')).toEqual([
    ['1', 'a'],
    ['2', 'a'],
    ['3', 'b'],
  ]);
  expect(await lake.rows('SELECT COUNT(*) FROM runs WHERE run = ?', "'none'")).toEqual([['0']]);
  const scanned = async (sql: string) => (await lake.run(sql)).Statistics!.DataScannedInBytes;
  expect(await scanned('SELECT id FROM runs')).toBe(27);
  expect(await scanned("SELECT id FROM runs AS r WHERE r.run = 'b' AND id > 0")).toBe(9);
  expect(await scanned("SELECT id FROM runs WHERE run IN ('a', 'none')")).toBe(18);
  const outer =
    "SELECT r.id FROM runs AS r WHERE EXISTS (SELECT 1 FROM (VALUES 1) AS v (x) WHERE r.run = 'b')";
  expect(await lake.rows(outer)).toEqual([['3']]);
});

test('a column whose type is not read only hinders queries of it', async () => {
  lake.put('odd/a.json', '{"id":1,"m":{"a":1}}\n');
  expect(await lake.rows('SELECT id FROM odd')).toEqual([['1']]);
  await expect(lake.rows('SELECT * FROM odd')).rejects.toThrow(
    'NOT_SUPPORTED: The local engine does not run queries of column m',
  );
});

test('files of another format are refused', async () => {
  lake.put('orc/a.orc', 'ORC');
  await expect(lake.rows('SELECT id FROM orc')).rejects.toThrow('NOT_SUPPORTED');
});

test('a file that is not what the table says fails the query', async () => {
  lake.put('people/c.jsonl', 'no JSON\n{"id":1,\n');
  const { Status } = await lake.run('SELECT COUNT(*), MAX(id) FROM people');
  expect(Status!.State).toBe('FAILED');
  expect(Status!.StateChangeReason).toBe(
    'HIVE_CURSOR_ERROR: Failed to read file at s3://lake/people/c.jsonl line 2: it ends where a value is missing, at character 8',
  );
  rmSync(join(lake.home, 's3/lake/people/c.jsonl'));
});

test('a row tells its object in "$path", which * leaves out', async () => {
  lake.put('pathed/a.jsonl.gz', '{"id":1}\n{"id":2}\n');
  lake.put('pathed/b.jsonl', '{"id":3}\n');
  await expect(lake.rows('SELECT "$path", sum(id) FROM pathed GROUP BY 1 ORDER BY 1')).resolves.toEqual([
    ['s3://lake/pathed/a.jsonl.gz', '3'],
    ['s3://lake/pathed/b.jsonl', '3'],
  ]);
  await expect(lake.rows('SELECT * FROM pathed WHERE "$path" LIKE \'%b.jsonl\'')).resolves.toEqual([['3']]);
});

test('a view is created, read, replaced and dropped', async () => {
  lake.put('pathed/a.jsonl.gz', '{"id":1}\n{"id":2}\n');
  lake.put('pathed/b.jsonl', '{"id":3}\n');
  const state = async (sql: string) => (await lake.run(sql)).Status!.State;
  await expect(
    state('CREATE VIEW large AS SELECT id, id * 10 AS tens FROM pathed WHERE id > 1'),
  ).resolves.toBe('SUCCEEDED');
  await expect(lake.rows('SELECT tens FROM large AS l ORDER BY id DESC')).resolves.toEqual([['30'], ['20']]);
  await expect(state('CREATE VIEW large AS SELECT 1 AS one')).resolves.toBe('FAILED');
  await expect(state('CREATE OR REPLACE VIEW large AS SELECT max(id) AS m FROM pathed')).resolves.toBe(
    'SUCCEEDED',
  );
  await expect(state('CREATE VIEW larger AS SELECT m + 1 AS n FROM lake.large')).resolves.toBe('SUCCEEDED');
  await expect(lake.rows('SELECT n FROM larger')).resolves.toEqual([['4']]);
  await expect(state('CREATE VIEW wrong AS SELECT nothing FROM pathed')).resolves.toBe('FAILED');
  for (const view of ['larger', 'large']) await expect(state(`DROP VIEW ${view}`)).resolves.toBe('SUCCEEDED');
  await expect(state('SELECT * FROM large')).resolves.toBe('FAILED');
});
