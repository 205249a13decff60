import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { deleteHome, foreignEntries, makeHome } from '../../../cli/runtime/home.ts';
import { ObjectStore } from '../../../local/src/s3/store/object-store.ts';

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

test('a home is made with the folders above it, and stays when it is there', () => {
  const directory = mkdtempSync(join(tmpdir(), 'nocturne-home-'));
  const home = join(directory, 'a', 'b');
  makeHome(home);
  makeHome(home);
  expect(existsSync(home)).toBe(true);
  rmSync(directory, { recursive: true });
});

test('a home where no folder can be is refused', () => {
  const directory = mkdtempSync(join(tmpdir(), 'nocturne-home-'));
  const file = join(directory, 'file');
  writeFileSync(file, '');
  for (const home of [file, join(file, 'home'), '/proc/nocturne', '/proc/a/b']) {
    expect(() => makeHome(home)).toThrow(`${home} cannot be made`);
  }
  rmSync(directory, { recursive: true });
});
