import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { checkRows, nothingPassed } from '../../../cli/import/check-rows.ts';
import { sourcesOf } from '../../../cli/import/files/sources.ts';
import { tableOf } from '../../../cli/import/table.ts';
import { declarationOf } from '../../../cli/tables/declarations.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const directory = temporaryDirectory();

/** A Parquet file of what a query gives. */
async function parquet(query: string, options = ''): Promise<string> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const file = join(directory(), 'my.parquet');
  await connection.run(`COPY (${query}) TO '${file}' (FORMAT parquet${options})`);
  connection.closeSync();
  instance.closeSync();
  return file;
}

const columns = [
  { name: 'id', source: 'Id', type: 'bigint', nullable: false },
  { name: 'name', type: 'string' },
  { name: 'price', type: 'double' },
  { name: 'tax', type: 'decimal(10,2)' },
  { name: 'sold', type: 'date' },
  { name: 'seen', type: 'timestamp' },
  { name: 'tags', type: 'array<int>' },
];
const query = `SELECT 7::BIGINT AS "Id", 'Köln' AS name, 1.5::DOUBLE AS price, 12.50::DECIMAL(10,2) AS tax,
  DATE '2024-02-29' AS sold, TIMESTAMP '2024-02-29 18:05:00' AS seen, [1, 1] AS tags
  UNION ALL SELECT 8, NULL, NULL, NULL, NULL, NULL, NULL`;

async function importing(file: string, changes: object = {}): Promise<string> {
  const declared = { description: 'x', id: 'id', format: { type: 'json' }, columns, ...changes };
  const table = tableOf(declarationOf('lake/tables/x.json', JSON.stringify(declared)));
  let text = '';
  for await (const piece of checkRows(sourcesOf([file]), table, nothingPassed())) text += piece;
  return text;
}

test.each(['', ', COMPRESSION gzip', ', COMPRESSION brotli'])(
  'Parquet is read by name%s',
  async (options) => {
    const text = await importing(await parquet(query, options));
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      {
        ...{ Id: 7, name: 'Köln', price: 1.5, tax: '12.5', sold: '2024-02-29' },
        ...{ seen: '2024-02-29 18:05:00.000', tags: [1, 1] },
      },
      { Id: 8, name: null, price: null, tax: null, sold: null, seen: null, tags: null },
    ]);
  },
);

test.each<[string, string, string]>([
  [
    'an id beyond 2^53',
    query.replace('7::BIGINT', '9007199254740993::BIGINT'),
    'row 1, column Id: must be a whole',
  ],
  ['a column more', query.replaceAll('SELECT', 'SELECT 1 AS zip,'), 'column zip: is no column of the table'],
  ['an id twice', query.replace('SELECT 8', 'SELECT 7'), 'row 2, column Id: must not repeat'],
])('%s is refused', async (_, wrong, message) => {
  await expect(importing(await parquet(wrong))).rejects.toThrow(message);
});

test.each([
  ['cut off', (file: string) => truncateSync(file, readFileSync(file).length - 20)],
  [
    'damaged',
    (file: string) => {
      const bytes = readFileSync(file);
      bytes.fill(0xff, 4, 200);
      writeFileSync(file, bytes);
    },
  ],
])('Parquet that is %s is refused', async (_, damage) => {
  const file = await parquet(query);
  damage(file);
  await expect(importing(file)).rejects.toThrow(/row \d+: must be Parquet, but is damaged: /);
});
