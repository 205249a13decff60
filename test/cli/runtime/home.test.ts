import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { deleteHome, foreignEntries } from '../../../cli/runtime/home.ts';
import { ObjectStore } from '../../../local/s3/store/object-store.ts';

test('what the objects of any key leave in a home is its own, and goes with it', async () => {
  const home = mkdtempSync(join(tmpdir(), 'nocturne-home-'));
  const objects = new ObjectStore(home);
  for (const key of ['a', 'a/b', 'folder/']) {
    const received = await objects.receive(Readable.from([]), undefined);
    await objects.commit('lake', key, received, { etag: received.md5, attributes: {} });
  }
  expect(existsSync(join(home, 's3-beside'))).toBe(true);
  expect(foreignEntries(home)).toEqual([]);
  await deleteHome(home);
  expect(existsSync(home)).toBe(false);
});
