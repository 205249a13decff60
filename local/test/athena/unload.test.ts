/** UNLOAD: what it writes, and where. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { readFileSync } from 'node:fs';
import { json, lakeUnderTest } from './lake-under-test.ts';
import type { LakeUnderTest } from './lake-under-test.ts';

let lake: LakeUnderTest;
beforeAll(() => {
  lake = lakeUnderTest({ numbers: { columns: 'id bigint', library: json } });
  for (const file of ['a', 'b']) {
    const lines = Array.from({ length: 200_000 }, (_, index) => `{"id":${index}}\n`);
    lake.put(`numbers/${file}.jsonl`, lines.join(''));
  }
});
afterAll(() => lake.end());

const rows = `(VALUES (1, 'a,"b', 0.50, true), (2, NULL, NULL, false)) AS t (id, name, price, ok)`;

async function unload(query: string, target: string, properties: string) {
  const execution = await lake.run(`UNLOAD (${query}) TO 's3://lake/${target}' WITH (${properties})`);
  return execution;
}

test("text: gzip, no header, no quotes, NULL as \\N, names like Athena's", async () => {
  const { Status } = await unload(
    `SELECT * FROM ${rows} ORDER BY id`,
    'text',
    "format = 'TEXTFILE', field_delimiter = ','",
  );
  expect(Status!.State).toBe('SUCCEEDED');
  const [[key, text], ...others] = Object.entries(lake.objects('text')) as [[string, string]];
  expect(others).toEqual([]);
  expect(key).toMatch(/^text\/\d{8}_\d{6}_\d{5}_\d{5}_[0-9a-f-]{36}\.gz$/);
  expect(text).toBe('1,a,"b,0.50,true\n2,\\N,\\N,false\n');
});

test('text without compression, delimited by Ctrl-A', async () => {
  await unload('SELECT 1 AS a, 2 AS b', 'plain/', "format = 'textfile', compression = 'none'");
  expect(Object.values(lake.objects('plain'))).toEqual(['1\u00012\n']);
});

test('JSON: gzip, NULL written, names in lower case', async () => {
  await unload(
    `SELECT id, name AS Name, ARRAY[1, NULL] AS a FROM ${rows} WHERE id = 2`,
    'json/',
    "format = 'JSON'",
  );
  const [text] = Object.values(lake.objects('json'));
  expect(text).toBe('{"id":2,"name":null,"a":[1,null]}\n');
});

test('Parquet: types as declared', async () => {
  await unload(
    'SELECT CAST(5 AS BIGINT) AS id, 1.5e0 AS d, 7 AS n',
    'columns/',
    "format = 'PARQUET', compression = 'SNAPPY'",
  );
  const [file] = readdirSync(join(lake.home, 's3/lake/columns'));
  const bytes = readFileSync(join(lake.home, 's3/lake/columns', file!));
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  expect(await parquetReadObjects({ file: buffer })).toEqual([{ id: 5n, d: 1.5, n: 7 }]);
});

test.each(['TEXTFILE', 'JSON', 'PARQUET'])('%s: no rows, no files', async (format) => {
  const execution = await unload(
    'SELECT id FROM numbers WHERE id < 0',
    `none-${format}/`,
    `format = '${format}'`,
  );
  expect(execution.Status!.State).toBe('SUCCEEDED');
  expect(() => lake.objects(`none-${format}`)).toThrow('ENOENT');
});

test('many rows: all of them, and a manifest that lists the files', async () => {
  const execution = await unload('SELECT id FROM numbers', 'many/', "format = 'JSON', compression = 'NONE'");
  const written = lake.objects('many');
  const lines = Object.values(written).flatMap((text) => text.trimEnd().split('\n'));
  expect(lines.length).toBe(400_000);
  expect(new Set(lines).size).toBe(200_000);
  const manifest = execution.Statistics!.DataManifestLocation!;
  expect(manifest).toBe(`s3://lake/athena-results/${execution.QueryExecutionId}-manifest.csv`);
  const listed = Object.values(lake.objects('athena-results')).find((text) => text.includes('/many/'))!;
  expect(listed.trimEnd().split('\n').sort()).toEqual(
    Object.keys(written)
      .map((key) => `s3://lake/${key}`)
      .sort(),
  );
  expect(readdirSync(join(lake.home, 'tmp')).filter((name) => name.startsWith('unload'))).toEqual([]);
});

test('a target that is not empty fails the query and stays as it is', async () => {
  lake.put('taken/x', 'here');
  const { Status } = await unload('SELECT 1 AS a', 'taken/', "format = 'JSON'");
  expect(Status!.State).toBe('FAILED');
  expect(Status!.StateChangeReason).toMatch(/^HIVE_PATH_ALREADY_EXISTS: /);
  expect(lake.objects('taken')).toEqual({ 'taken/x': 'here' });
});

test('a query that fails writes nothing', async () => {
  const { Status } = await unload('SELECT 1 / (id - 5000) AS q FROM numbers', 'failed/', "format = 'JSON'");
  expect(Status!.StateChangeReason).toBe('DIVISION_BY_ZERO: Division by zero');
  expect(() => lake.objects('failed')).toThrow('ENOENT');
});

const oddNumbers =
  "nan() AS a, -infinity() AS b, 1e7 AS c, 1e-5 AS d, -0e0 AS e, 0.1e0 AS f, CAST(1.5e10 AS REAL) AS g, 0.50 AS h, 9007199254740993 AS i, CAST('12345678901234567890.12' AS DECIMAL(38,2)) AS j";
const moments =
  "TIMESTAMP '2024-01-31 10:00:00' AS k, TIMESTAMP '2024-01-31 10:00:00.120' AS l, DATE '2024-01-31' AS m";

test("text: numbers as Java writes them, timestamps without a fraction's zeros", async () => {
  await unload(
    `SELECT ${oddNumbers}, ${moments}, CAST(NULL AS DOUBLE) AS n`,
    'odd-text/',
    "format = 'TEXTFILE', field_delimiter = '|', compression = 'NONE'",
  );
  expect(Object.values(lake.objects('odd-text'))).toEqual([
    'NaN|-Infinity|1.0E7|1.0E-5|-0.0|0.1|1.5E10|0.50|9007199254740993|12345678901234567890.12|' +
      '2024-01-31 10:00:00|2024-01-31 10:00:00.12|2024-01-31|\\N\n',
  ]);
});

test('JSON: numbers as Java writes them, NaN and infinity in quotes, also in arrays', async () => {
  await unload(
    `SELECT ${oddNumbers}, ${moments}, ARRAY[nan(), 1e7, NULL] AS n, ARRAY[ARRAY['é"', NULL], NULL] AS o, true AS p, CAST(ARRAY[] AS ARRAY(DOUBLE)) AS q`,
    'odd-json/',
    "format = 'JSON', compression = 'NONE'",
  );
  expect(Object.values(lake.objects('odd-json'))).toEqual([
    '{"a":"NaN","b":"-Infinity","c":1.0E7,"d":1.0E-5,"e":-0.0,"f":0.1,"g":1.5E10,"h":0.50,"i":9007199254740993,' +
      '"j":12345678901234567890.12,"k":"2024-01-31 10:00:00","l":"2024-01-31 10:00:00.12","m":"2024-01-31",' +
      '"n":["NaN",1.0E7,null],"o":[["é\\"",null],null],"p":true,"q":[]}\n',
  ]);
});

test('JSON: texts that must be escaped, and none that must not', async () => {
  const text = 'a\\b/\t\u001f\u007f\u2028\u0001,';
  await unload(`SELECT '${text}' AS "X ""y"""`, 'escaped/', "format = 'JSON', compression = 'NONE'");
  const [written] = Object.values(lake.objects('escaped'));
  expect(JSON.parse(written!)).toEqual({ 'x "y"': text });
  expect(written!.trimEnd().split('\n')).toHaveLength(1);
});

test('Parquet: a level of ZSTD', async () => {
  const { Status } = await unload(
    'SELECT 1 AS a',
    'level/',
    "format = 'PARQUET', compression = 'ZSTD', compression_level = 4",
  );
  expect(Status!.State).toBe('SUCCEEDED');
  expect(readdirSync(join(lake.home, 's3/lake/level'))).toHaveLength(1);
});

test.each(['1 AS x, 2 AS x', '1 AS x, 2 AS "X"', 'id, id'])(
  'two columns of one name: %s',
  async (columns) => {
    const { Status } = await unload(`SELECT ${columns} FROM ${rows}`, 'twice/', "format = 'JSON'");
    expect(Status!.StateChangeReason).toMatch(
      /^DUPLICATE_COLUMN_NAME: Column name '(x|id)' specified more than once/,
    );
  },
);

test.each([
  ["format = 'ORC'", 'NOT_SUPPORTED'],
  ["format = 'JSON', partitioned_by = ARRAY['a', 'b']", 'NOT_SUPPORTED: .* UNLOAD with partitioned_by'],
  [
    "format = 'PARQUET', compression_level = 4",
    "NOT_SUPPORTED: .* compression_level 4 and compression 'GZIP'",
  ],
  [
    "format = 'PARQUET', compression = 'ZSTD', compression_level = 23",
    'NOT_SUPPORTED: .* compression_level 23',
  ],
  ["format = 'TEXTFILE', field_delimiter = '||'", "NOT_SUPPORTED: .* field_delimiter '\\|\\|'"],
  ["format = 'JSON', compression = 'LZO'", 'NOT_SUPPORTED'],
  ["format = 'JSON', partitioned_by = 'x'", 'NOT_SUPPORTED'],
])('WITH (%s) is refused', async (properties, code) => {
  const { Status } = await unload('SELECT 1 AS a', 'odd/', properties);
  expect(Status!.StateChangeReason).toMatch(new RegExp(`^${code}`));
});

test('a target outside the bucket is refused', async () => {
  const { Status } = await unload('SELECT 1 AS a', '../../x/', "format = 'JSON'");
  expect(Status!.StateChangeReason).toMatch(/^INVALID_ARGUMENTS: /);
});
