/** Objects below a table that do not lie in the bucket's directory, as no file can bear their keys. */
import { ObjectStore } from '../../src/s3/store/object-store.ts';
import { json, lakeUnderTest } from './lake-under-test.ts';
import type { LakeUnderTest } from './lake-under-test.ts';

let lake: LakeUnderTest;
let objects: ObjectStore;
beforeAll(() => {
  lake = lakeUnderTest({
    people: { columns: 'id bigint', library: json },
    peoples: { columns: 'id bigint', library: json },
  });
  objects = new ObjectStore(lake.home);
});
afterAll(() => lake.end());

async function put(key: string, text: string): Promise<void> {
  async function* body() {
    yield Buffer.from(text);
  }
  const received = await objects.receive(body(), undefined);
  await objects.commit('lake', key, received, { etag: received.md5, attributes: {} });
}

test('an empty marker of a folder is no data, an object with data fails the query and is named', async () => {
  await put('people/', '');
  await put('people/a.json', '{"id": 1}\n');
  expect(await lake.rows('SELECT id FROM people')).toEqual([['1']]);
  await put('people//b.json', '{"id": 2}\n');
  const { Status } = await lake.run('SELECT id FROM people');
  expect(Status!.StateChangeReason).toBe(
    'NOT_SUPPORTED: The local engine cannot read s3://lake/people//b.json, as its key is no path. Give it another key.',
  );
  expect(await lake.rows('SELECT id FROM peoples')).toEqual([]);
  await objects.remove('lake', 'people//b.json');
  expect(await lake.rows('SELECT id FROM people')).toEqual([['1']]);
});

test('so does a file that became the folder of another', async () => {
  await put('peoples/a', '{"id": 1}\n');
  expect(await lake.rows('SELECT id FROM peoples')).toEqual([['1']]);
  await put('peoples/a/b.json', '{"id": 2}\n');
  expect((await lake.run('SELECT id FROM peoples')).Status!.StateChangeReason).toContain(
    's3://lake/peoples/a,',
  );
});
