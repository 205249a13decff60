/** What sql/customer-ids.sql hands to the clustering: ids, and with them the ages that nobody has. */
import { readFileSync } from 'node:fs';
import { peelUnload, tokenize } from 'template-runtime/sql';
import { json, lakeUnderTest } from '../../local/test/athena/lake-under-test.ts';
import type { LakeUnderTest } from '../../local/test/athena/lake-under-test.ts';

const statement = readFileSync(new URL('../../sql/customer-ids.sql', import.meta.url), 'utf8').replace(
  '{target}',
  's3://lake/ids/',
);

let lake: LakeUnderTest;
beforeAll(() => {
  lake = lakeUnderTest({ bronze_customers: { columns: 'customer_id bigint, age int', library: json } });
});
afterAll(() => lake.end());

// The expected rows are Trino 435's.
it.each([
  [30, '7'],
  [null, '7'],
  [0, '7'],
  [130, '7'],
  [-1, '7 -1'],
  [131, '7 131'],
  [999, '7 999'],
  [-2147483648, '7 -2147483648'],
  [2147483647, '7 2147483647'],
])('says of the age %p: %s', async (age, expected) => {
  lake.put('bronze_customers/data.jsonl', JSON.stringify({ customer_id: 7, age }));
  const { query } = peelUnload(tokenize(statement))!;
  const rows = await lake.rows(statement.slice(query[0]!.start, query.at(-1)!.end));
  expect(rows).toEqual([[expected]]);
});
