import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { prepareTable } from '../../../cli/import/prepare-table.ts';
import { readLines } from '../../../cli/import/files/read-lines.ts';
import { userTable } from '../../../cli/tables/declarations.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const directory = temporaryDirectory();
const signal = new AbortController().signal;
const row = (id: number) =>
  `{"customer_id":${id},"gender":null,"age":null,"city":"Nová Lípa","product_ids":[]}\n`;
const text = Array.from({ length: 5000 }, (_, i) => row(i)).join('');

function prepare(name: string, content: Buffer | string) {
  const file = join(directory(), name);
  writeFileSync(file, content);
  return prepareTable(userTable('bronze_customers'), [{ label: name, lines: readLines(file) }], signal);
}

const leftovers = () => readdirSync(tmpdir()).filter((name) => name.startsWith('nocturne-import-'));

test.each([
  ['plain', Buffer.from(text)],
  ['gzip', gzipSync(text)],
  [
    'gzip of several members, as parallel writers make it',
    Buffer.concat([gzipSync(text.slice(0, 99)), gzipSync(text.slice(99))]),
  ],
  ['plain without a line feed at the end', Buffer.from(text.trimEnd())],
])('a %s file becomes gzip JSON Lines', async (_, content) => {
  const prepared = await prepare('customers', content);
  expect(prepared).toMatchObject({ table: 'bronze_customers', rows: 5000 });
  expect(gunzipSync(readFileSync(prepared.file)).toString()).toBe(text);
  await prepared.discard();
});

test.each([
  [
    'a gzip file that is cut off',
    gzipSync(text).subarray(0, 60),
    /customers cannot be read: its gzip breaks off: copy it again\. Nothing/,
  ],
  ['a file without rows', '', /customers has no rows\. Nothing was imported/],
  ['a file whose line 3 is not JSON', `${row(1)}${row(2)}oops\n`, /customers, line 3: must be JSON/],
])('%s is refused and leaves no file', async (_, content, message) => {
  const before = leftovers();
  await expect(prepare('customers', content)).rejects.toThrow(message);
  expect(leftovers()).toEqual(before);
});

test('a file that is not there is refused', async () => {
  const source = { label: 'gone.jsonl', lines: readLines(join(directory(), 'gone.jsonl')) };
  await expect(prepareTable(userTable('bronze_customers'), [source], signal)).rejects.toThrow(
    /gone\.jsonl cannot be read: there is no such file/,
  );
});

test('an unknown table is refused with the known ones', () => {
  expect(() => userTable('bronze_x')).toThrow(
    /There is no table "bronze_x" to import\. There are: bronze_campaign, bronze_customers, bronze_patients, bronze_ratings/,
  );
});
