import type { ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServiceError } from '../../src/service.ts';
import { bucket, call, startS3 } from './start-s3.ts';
import type { TestS3 } from './start-s3.ts';

let s3: TestS3;
beforeEach(async () => {
  s3 = await startS3();
});
afterEach(() => s3.remove());

const put = (Key: string) => s3.service.call('putObject', { Bucket: bucket, Key, Body: Key }, call);
const list = (input: object = {}) =>
  s3.service.call('listObjectsV2', { Bucket: bucket, ...input }, call) as Promise<ListObjectsV2CommandOutput>;
const keysOf = ({ Contents = [] }: ListObjectsV2CommandOutput) => Contents.map(({ Key }) => Key);
const prefixesOf = ({ CommonPrefixes = [] }: ListObjectsV2CommandOutput) =>
  CommonPrefixes.map(({ Prefix }) => Prefix);

/** All pages, in order. */
async function listAll(input: object) {
  const keys: (string | undefined)[] = [];
  const prefixes: (string | undefined)[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await list({ ...input, ContinuationToken });
    keys.push(...keysOf(page));
    prefixes.push(...prefixesOf(page));
    ContinuationToken = page.NextContinuationToken;
    expect(page.IsTruncated).toBe(ContinuationToken !== undefined);
  } while (ContinuationToken);
  return { keys, prefixes };
}

test('keys come in the order of their UTF-8 bytes, across folders', async () => {
  // "-" < "." < "/" < "0"; U+FF5E is less than U+1F600 in UTF-8, though not in UTF-16.
  const keys = ['a-b', 'a.b', 'a/b', 'a0', 'b/ä', 'b/z', '\uff5e', '\u{1f600}'];
  for (const key of [...keys].reverse()) await put(key);
  expect(keysOf(await list())).toEqual(['a-b', 'a.b', 'a/b', 'a0', 'b/z', 'b/ä', '\uff5e', '\u{1f600}']);
});

test('a delimiter rolls keys up, after the prefix', async () => {
  for (const key of ['sample.jpg', 'photos/2006/January/a', 'photos/2006/February/b', 'photos/2007/c'])
    await put(key);
  const top = await list({ Delimiter: '/' });
  expect([keysOf(top), prefixesOf(top)]).toEqual([['sample.jpg'], ['photos/']]);
  const year = await list({ Delimiter: '/', Prefix: 'photos/2006/' });
  expect([keysOf(year), prefixesOf(year)]).toEqual([[], ['photos/2006/February/', 'photos/2006/January/']]);
  expect(year.KeyCount).toBe(2);
  const part = await list({ Delimiter: '/', Prefix: 'photos/200' });
  expect(prefixesOf(part)).toEqual(['photos/2006/', 'photos/2007/']);
});

test('folders without objects are not there', async () => {
  await mkdir(join(s3.directory, 'empty/er'), { recursive: true });
  const page = await list({ Delimiter: '/' });
  expect([keysOf(page), prefixesOf(page)]).toEqual([[], []]);
});

test('StartAfter, MaxKeys 0, url encoding, owner and a token that is none', async () => {
  for (const key of ['a', 'a b/ä+c', 'b']) await put(key);
  expect(keysOf(await list({ StartAfter: 'a' }))).toEqual(['a b/ä+c', 'b']);
  expect(await list({ MaxKeys: 0 })).toMatchObject({ KeyCount: 0, IsTruncated: false });
  expect(keysOf(await list({ EncodingType: 'url', Prefix: 'a ' }))).toEqual(['a%20b/%C3%A4%2Bc']);
  expect((await list({ FetchOwner: true })).Contents![0]!.Owner).toEqual({ ID: '000000000000' });
  for (const input of [{ ContinuationToken: 'bm9uZQ' }, { MaxKeys: -1 }, { EncodingType: 'base64' }]) {
    const error = await list(input).catch((caught: ServiceError) => caught);
    expect((error as ServiceError).code).toBe('InvalidArgument');
  }
});

test('a page has at most 1000 keys', async () => {
  for (let i = 0; i < 1001; i += 100) {
    await Promise.all(Array.from({ length: 100 }, (_, j) => put(`k/${String(i + j).padStart(5, '0')}`)));
  }
  const first = await list({ MaxKeys: 5000 });
  expect([first.KeyCount, first.MaxKeys, first.IsTruncated]).toEqual([1000, 1000, true]);
  const second = await list({ ContinuationToken: first.NextContinuationToken });
  expect(keysOf(second)[0]).toBe('k/01000');
});

test('pages of any size together give what a sorted list of the keys gives', async () => {
  const key = fc
    .array(fc.constantFrom('a', 'b', 'a-', 'ä', '\u{1f600}', '\uff5e', 'x y', ''), {
      minLength: 1,
      maxLength: 4,
    })
    .map((segments) => segments.join('/'))
    .filter((joined) => joined !== '');
  const prefix = fc.constantFrom('', 'a', 'a/', 'b/a', 'ä/', 'none');
  const delimiter = fc.constantFrom(undefined, '/', 'a', '-/');
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(key, { maxLength: 12 }),
      prefix,
      delimiter,
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom(undefined, 'a', 'a/b', 'b'),
      async (stored, Prefix, Delimiter, MaxKeys, StartAfter) => {
        for (const one of stored) await put(one);
        expect(await listAll({ Prefix, Delimiter, MaxKeys, StartAfter })).toEqual(
          model(stored, Prefix, Delimiter, StartAfter),
        );
        for (const one of stored) await s3.service.call('deleteObject', { Bucket: bucket, Key: one }, call);
      },
    ),
    { numRuns: 150 },
  );
});

/** The whole listing, worked out on a list in memory. */
function model(keys: string[], prefix: string, delimiter: string | undefined, startAfter = '') {
  const bytes = (text: string) => Buffer.from(text);
  const sorted = [...keys].sort((a, b) => Buffer.compare(bytes(a), bytes(b)));
  const chosen = sorted.filter(
    (one) => one.startsWith(prefix) && Buffer.compare(bytes(one), bytes(startAfter)) > 0,
  );
  const rolledUp = (one: string) => delimiter !== undefined && one.slice(prefix.length).includes(delimiter);
  const prefixOf = (one: string) => prefix + one.slice(prefix.length).split(delimiter!)[0]! + delimiter!;
  return {
    keys: chosen.filter((one) => !rolledUp(one)),
    prefixes: [...new Set(chosen.filter(rolledUp).map(prefixOf))],
  };
}
