import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { appendTo, importTables } from '../../../cli/import/import-tables.ts';
import { partitionFolder } from '../../../cli/import/partition-folder.ts';
import { undoImport } from '../../../cli/import/undo.ts';
import { userTable } from '../../../cli/tables/declarations.ts';
import { fakeSession } from '../support/fake-session.ts';

const context = { signal: new AbortController().signal };
const table = 'bronze_customers';

/** A bucket in memory, and a catalog whose tables lie in it. */
function lake() {
  const objects = new Map<string, Buffer>();
  const s3 = {
    putObject: async ({ Key, Body }: { Key: string; Body: Readable | string }) =>
      objects.set(Key, typeof Body === 'string' ? Buffer.from(Body) : await buffer(Body)),
    getObject: async ({ Key }: { Key: string }) => {
      const bytes = objects.get(Key)!;
      const Body = Readable.from([bytes]);
      return { Body: Object.assign(Body, { transformToString: async () => bytes.toString() }) };
    },
    copyObject: async ({ Key, CopySource }: { Key: string; CopySource: string }) =>
      objects.set(Key, objects.get(decodeURIComponent(CopySource.replace('lake/', '')))!),
    deleteObject: async ({ Key }: { Key: string }) => objects.delete(Key),
    listObjectsV2: async ({ Prefix }: { Prefix: string }) => ({
      Contents: [...objects.keys()].filter((key) => key.startsWith(Prefix)).map((Key) => ({ Key })),
    }),
  };
  const athena = {
    getTableMetadata: async () => ({
      TableMetadata: { Parameters: { location: 's3://lake/bronze/customers' } },
    }),
  };
  return { objects, session: fakeSession({ s3: s3, athena: athena }) };
}

const source = (...ids: number[]) => {
  async function* lines() {
    for (const customer_id of ids)
      yield Buffer.from(
        JSON.stringify({ customer_id, gender: null, age: null, city: null, product_ids: [] }),
      );
  }
  return [{ label: 'my.jsonl', lines: lines() }];
};

/** The ids of the customers in the lake. */
function idsIn(objects: Map<string, Buffer>): number[] {
  const parts = [...objects].filter(([key]) => key.startsWith('bronze/customers/'));
  const rows = parts.flatMap(([, bytes]) => gunzipSync(bytes).toString().trim().split('\n'));
  return rows.map((row) => (JSON.parse(row) as { customer_id: number }).customer_id).sort();
}

const { objects, session } = lake();
const replace = (...ids: number[]) =>
  importTables(new Map([[table, source(...ids)]]), context, (work) => work(session), { keep: true });
const append = (...ids: number[]) => appendTo(table, source(...ids), context, session, { keep: true });
beforeEach(() => objects.clear());

test('the last import is undone, be it in place of other rows, beside them, or the first', async () => {
  await replace(1, 2);
  await replace(3);
  expect(idsIn(objects)).toEqual([3]);
  expect(await undoImport(session, table)).toEqual({
    table,
    objects: 1,
    location: 's3://lake/bronze/customers/',
  });
  expect(idsIn(objects)).toEqual([1, 2]);
  await append(3);
  expect(idsIn(objects)).toEqual([1, 2, 3]);
  await undoImport(session, table);
  expect(idsIn(objects)).toEqual([1, 2]);
  expect([...objects.keys()]).toEqual(['bronze/customers/data.jsonl.gz']);
});

test('the first import is undone to nothing; then there is none to undo', async () => {
  await replace(1);
  await undoImport(session, table);
  expect([...objects.keys()]).toEqual([]);
  await expect(undoImport(session, table)).rejects.toThrow('There is no import of bronze_customers to undo');
});

test('rows are added beside others, but no id that is there already', async () => {
  await replace(1, 2);
  const before = [...objects.keys()];
  await expect(append(3, 2)).rejects.toThrow(
    'my.jsonl, line 2, column customer_id: must not repeat, but 2 stands in the table already. Nothing was imported',
  );
  expect([...objects.keys()]).toEqual(before);
  await append(3);
  expect(idsIn(objects)).toEqual([1, 2, 3]);
});

test('a table by day needs the day, and no other takes one', () => {
  const daily = { ...userTable(table), partition: { day: 'day' } };
  expect(partitionFolder(daily, 'day=2024-02-29')).toBe('day=2024-02-29/');
  for (const given of [undefined, '2024-02-29', 'day=2024-02-30', 'dt=2024-02-29', 'day=../x'])
    expect(() => partitionFolder(daily, given)).toThrow(
      'is kept by day, so it needs --partition day=2026-11-30',
    );
  expect(partitionFolder(userTable(table))).toBeUndefined();
  expect(() => partitionFolder(userTable(table), 'day=2024-02-29')).toThrow('leave --partition out');
});
