import type {
  GetObjectCommandOutput,
  HeadObjectCommandOutput,
  ListObjectsV2CommandOutput,
  PutObjectCommandOutput,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { ServiceError } from '../../src/service.ts';
import { bucket, call, startS3 } from './start-s3.ts';
import type { TestS3 } from './start-s3.ts';

let s3: TestS3;
beforeEach(async () => {
  s3 = await startS3();
});
afterEach(() => s3.remove());

const put = (Key: string, body: string, more: object = {}) =>
  s3.service.call(
    'putObject',
    { Bucket: bucket, Key, Body: Readable.from([Buffer.from(body)]), ...more },
    call,
  ) as Promise<PutObjectCommandOutput>;
const get = (Key: string, more: object = {}) =>
  s3.service.call('getObject', { Bucket: bucket, Key, ...more }, call) as Promise<GetObjectCommandOutput>;
const head = (Key: string) =>
  s3.service.call('headObject', { Bucket: bucket, Key }, call) as Promise<HeadObjectCommandOutput>;
const remove = (Key: string) => s3.service.call('deleteObject', { Bucket: bucket, Key }, call);
const textOf = async (Key: string) => text((await get(Key)).Body as Readable);
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'none',
    (error: ServiceError) => error.code,
  );
const keys = async () => {
  const listed = await s3.service.call('listObjectsV2', { Bucket: bucket }, call);
  return (listed as ListObjectsV2CommandOutput).Contents!.map(({ Key }) => Key);
};
const md5 = (content: string) => `"${createHash('md5').update(content).digest('hex')}"`;

test('an object is a plain file at its key, with nothing beside it in the bucket', async () => {
  await put('silver/pairs/run=1/a.csv', 'one,two\n', {
    ContentType: 'text/csv',
    Metadata: { Origin: 'test' },
  });
  expect(await readFile(join(s3.directory, 'silver/pairs/run=1/a.csv'), 'utf8')).toBe('one,two\n');
  expect(await readdir(s3.directory, { recursive: true })).toHaveLength(4);
  const { ContentType, Metadata, ETag, ContentLength } = await head('silver/pairs/run=1/a.csv');
  expect({ ContentType, Metadata, ETag, ContentLength }).toEqual({
    ContentType: 'text/csv',
    Metadata: { origin: 'test' },
    ETag: md5('one,two\n'),
    ContentLength: 8,
  });
});

test('a file that something else wrote is an object, with the MD5 as ETag', async () => {
  await mkdir(join(s3.directory, 'gold'));
  await writeFile(join(s3.directory, 'gold/part-0.json'), 'first');
  expect((await head('gold/part-0.json')).ETag).toBe(md5('first'));
  await writeFile(join(s3.directory, 'gold/part-0.json'), 'second');
  expect((await head('gold/part-0.json')).ETag).toBe(md5('second'));
  expect((await head('gold/part-0.json')).ContentType).toBe('binary/octet-stream');
});

test('metadata of an object does not stay with a file that something else puts in its place', async () => {
  await put('a', 'ours', { ContentType: 'text/plain' });
  await writeFile(join(s3.directory, 'a'), 'theirs!');
  const { ETag, ContentType } = await head('a');
  expect({ ETag, ContentType }).toEqual({ ETag: md5('theirs!'), ContentType: 'binary/octet-stream' });
});

test('a reader goes on with the object that it opened when another takes its place', async () => {
  await put('a', 'old');
  const { Body } = await get('a');
  await put('a', 'new');
  expect(await text(Body as Readable)).toBe('old');
  expect(await textOf('a')).toBe('new');
});

test('of many writers that expect no object, exactly one succeeds', async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, i) => codeOf(put('current.json', `${i}`, { IfNoneMatch: '*' }))),
  );
  expect(outcomes.filter((code) => code === 'none')).toHaveLength(1);
  expect(outcomes.filter((code) => code === 'PreconditionFailed')).toHaveLength(19);
  expect(await textOf('current.json')).toBe(`${outcomes.indexOf('none')}`);
});

test('of many writers that expect the same ETag, exactly one succeeds', async () => {
  const { ETag } = await put('current.json', 'start');
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, i) => codeOf(put('current.json', `${i}`, { IfMatch: ETag }))),
  );
  expect(outcomes.filter((code) => code === 'none')).toHaveLength(1);
  expect(await textOf('current.json')).toBe(`${outcomes.indexOf('none')}`);
});

test('If-Match on a missing key is NoSuchKey; another If-None-Match than * is NotImplemented, as on AWS', async () => {
  expect(await codeOf(put('a', '', { IfMatch: '"x"' }))).toBe('NoSuchKey');
  expect(await codeOf(put('a', '', { IfNoneMatch: '"x"' }))).toBe('NotImplemented');
});

test.each(['../outside', 'a/../../outside', './a', 'a/.', 'nul\0', '\ud800'])(
  'the key %j is refused, and nothing is written',
  async (key) => {
    expect(await codeOf(put(key, 'x'))).toBe('NotImplemented');
    expect(await codeOf(get(key))).toBe('NoSuchKey');
    expect(await codeOf(remove(key))).toBe('none');
    expect(await readdir(s3.directory)).toEqual([]);
    expect(await readdir(join(s3.home, 'tmp'))).toEqual([]);
  },
);

test.each(['/absolute', 'a//b', 'folder/', '//', 'x'.repeat(256), `a/${'ä'.repeat(500)}`])(
  'the key %j, which no file can bear, is an object as any other',
  async (key) => {
    await put(key, 'first');
    await put(key, 'second', { ContentType: 'text/plain' });
    expect(await textOf(key)).toBe('second');
    expect((await head(key)).ContentType).toBe('text/plain');
    expect(await codeOf(put(key, 'x', { IfNoneMatch: '*' }))).toBe('PreconditionFailed');
    expect(await keys()).toEqual([key]);
    await remove(key);
    expect(await codeOf(get(key))).toBe('NoSuchKey');
    expect(await keys()).toEqual([]);
    expect(await readdir(s3.directory)).toEqual([]);
  },
);

test('keys longer than 1024 bytes are refused as AWS does, the longest segments are stored', async () => {
  const long = Array.from({ length: 4 }, () => 'ä'.repeat(127)).join('/');
  await put(long, 'x');
  expect(await textOf(long)).toBe('x');
  expect(await codeOf(put('a/'.repeat(512) + 'a', 'x'))).toBe('KeyTooLongError');
});

test('a key may be the folder of another, whichever comes first', async () => {
  const { ETag } = await put('a', 'outer', { ContentType: 'text/plain' });
  await put('a/b/c', 'inner');
  await put('a/b', 'between');
  await put('a/', '');
  expect(await keys()).toEqual(['a', 'a/', 'a/b', 'a/b/c']);
  expect(await head('a')).toMatchObject({ ETag, ContentType: 'text/plain' });
  expect(await Promise.all(['a', 'a/', 'a/b', 'a/b/c'].map(textOf))).toEqual([
    'outer',
    '',
    'between',
    'inner',
  ]);
  // A key that is no folder is where its path says.
  expect(await readFile(join(s3.directory, 'a/b/c'), 'utf8')).toBe('inner');
  await remove('a/b/c');
  await put('a/b', 'alone');
  expect(await readFile(join(s3.directory, 'a/b'), 'utf8')).toBe('alone');
  await remove('a/b');
  await remove('a/');
  expect(await textOf('a')).toBe('outer');
  await put('a', 'again');
  expect(await readFile(join(s3.directory, 'a'), 'utf8')).toBe('again');
  expect(await readdir(join(s3.home, 's3-beside', bucket))).toEqual([]);
});

test('a folder and what it holds, written and removed at once, all end as the last word of each has it', async () => {
  const names = ['a', 'a/b', 'a/b/c', 'a/', 'a//d'];
  const rounds = Array.from({ length: 8 }, (_, round) =>
    names.flatMap((key) => [
      put(key, `${round}`),
      ...(round % 2 ? [remove(key)] : []),
      head(key).catch(() => undefined),
    ]),
  );
  await Promise.all(rounds.flat());
  await Promise.all(names.map((key) => put(key, key)));
  expect(await Promise.all(names.map(textOf))).toEqual(names);
  expect(await keys()).toEqual(['a', 'a/', 'a//d', 'a/b', 'a/b/c']);
});

test('keys whose metadata files might be taken for one another keep their own', async () => {
  await put('a', '1', { ContentType: 'text/one' });
  await put('a.json/b', '2', { ContentType: 'text/two' });
  expect((await head('a')).ContentType).toBe('text/one');
  expect((await head('a.json/b')).ContentType).toBe('text/two');
});

test('deleting the last object of a folder removes the folder, and never the bucket', async () => {
  await put('a/b/c', '1');
  await put('a/d', '2');
  await remove('a/b/c');
  expect(await readdir(join(s3.directory, 'a'))).toEqual(['d']);
  await remove('a/d');
  expect(await readdir(s3.directory)).toEqual([]);
});

test('writers and deleters of neighbouring keys do not disturb each other', async () => {
  await Promise.all(
    Array.from({ length: 40 }, async (_, i) => {
      await put(`deep/er/${i % 4}/${i}`, `${i}`);
      if (i % 2) await remove(`deep/er/${i % 4}/${i}`);
    }),
  );
  for (let i = 0; i < 40; i += 2) expect(await textOf(`deep/er/${i % 4}/${i}`)).toBe(`${i}`);
});

test('a body that breaks off leaves the object as it was and no scratch file', async () => {
  await put('a', 'old');
  async function* broken() {
    yield Buffer.from('new');
    await Promise.resolve();
    throw new Error('gone');
  }
  const input = { Bucket: bucket, Key: 'a', Body: Readable.from(broken()) };
  await expect(s3.service.call('putObject', input, call)).rejects.toThrow('gone');
  expect(await textOf('a')).toBe('old');
  expect(await readdir(join(s3.home, 'tmp'))).toEqual([]);
});

test('digests of the body are verified before anything is stored', async () => {
  const right = createHash('sha256').update('x').digest('base64');
  await put('a', 'x', { ChecksumSHA256: right });
  expect(await codeOf(put('b', 'y', { ChecksumSHA256: right }))).toBe('BadDigest');
  expect(await codeOf(put('b', 'y', { ContentMD5: createHash('md5').update('x').digest('base64') }))).toBe(
    'BadDigest',
  );
  expect(await codeOf(put('b', 'y', { ContentMD5: 'no digest' }))).toBe('InvalidDigest');
  expect(await codeOf(put('b', 'y', { ContentLength: 2 }))).toBe('IncompleteBody');
  expect(await readdir(s3.directory)).toEqual(['a']);
  expect(await readdir(join(s3.home, 'tmp'))).toEqual([]);
});

// The checksums of these nine digits are the check values in the catalogue of CRCs (reveng.sourceforge.io/crc-catalogue).
test.each([
  ['CRC32', 'cbf43926'],
  ['CRC32C', 'e3069283'],
  ['CRC64NVME', 'ae8b14860a799888'],
])('the %s that a writer asks for is kept, and told on demand', async (ChecksumAlgorithm, hexadecimal) => {
  const checksum = {
    [`Checksum${ChecksumAlgorithm}`]: Buffer.from(hexadecimal, 'hex').toString('base64'),
    ChecksumType: 'FULL_OBJECT',
  };
  expect(await put('a', '123456789', { ChecksumAlgorithm })).toMatchObject(checksum);
  await s3.service.call('copyObject', { Bucket: bucket, Key: 'b', CopySource: `${bucket}/a` }, call);
  for (const key of ['a', 'b']) {
    const asked = await get(key, { ChecksumMode: 'ENABLED' });
    (asked.Body as Readable).destroy();
    expect(asked).toMatchObject(checksum);
    const part = await get(key, { ChecksumMode: 'ENABLED', Range: 'bytes=0-3' });
    expect(await text(part.Body as Readable)).toBe('1234');
    expect(part).not.toHaveProperty('ChecksumType');
    expect(await head(key)).not.toHaveProperty('ChecksumType');
  }
  await writeFile(join(s3.directory, 'a'), 'written by something else');
  const other = await get('a', { ChecksumMode: 'ENABLED' });
  expect(await text(other.Body as Readable)).toBe('written by something else');
  expect(other).not.toHaveProperty('ChecksumType');
});

test('an algorithm that there is not is refused', async () => {
  expect(await codeOf(put('a', 'x', { ChecksumAlgorithm: 'CRC16' }))).toBe('InvalidRequest');
});

test('what is not supported is refused by name', async () => {
  const refused = put('a', 'x', { Tagging: 'a=b' });
  expect(await codeOf(refused)).toBe('NotImplemented');
  await expect(refused).rejects.toThrow('Tagging');
  expect(await codeOf(put('a', 'x', { ExpectedBucketOwner: '111111111111' }))).toBe('AccessDenied');
  expect(await codeOf(put('a', 'x', { Metadata: { long: 'x'.repeat(2045) } }))).toBe('MetadataTooLarge');
  expect(await codeOf(s3.service.call('getObject', { Bucket: 'other', Key: 'a' }, call))).toBe(
    'NoSuchBucket',
  );
});

test('an empty object has an empty body', async () => {
  await put('empty', '');
  expect((await head('empty')).ContentLength).toBe(0);
  expect(await textOf('empty')).toBe('');
});

const segment = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
  fc.constantFrom('..', '.', '', 'a', ' ', '%2e%2e', '~', '-rf', 'con', 'x'.repeat(255)),
);
const anyKey = fc.array(segment, { minLength: 1, maxLength: 5 }).map((segments) => segments.join('/'));

test('any key that is accepted comes back, in a file inside the bucket', async () => {
  await fc.assert(
    fc.asyncProperty(anyKey, fc.string(), async (key, content) => {
      const code = await codeOf(put(key, content));
      expect(['none', 'NotImplemented', 'InvalidArgument', 'KeyTooLongError']).toContain(code);
      if (code !== 'none') return;
      expect(await textOf(key)).toBe(content);
      const isPath = key.split('/').every((part) => part !== '' && Buffer.byteLength(part) <= 255);
      const file = resolve(s3.directory, key);
      expect(file.startsWith(s3.directory + sep) || !isPath).toBe(true);
      if (isPath) expect((await stat(file)).size).toBe(Buffer.byteLength(content));
      expect(await keys()).toEqual([key]);
      await remove(key);
      expect(await codeOf(get(key))).toBe('NoSuchKey');
    }),
    { numRuns: 200 },
  );
  expect(await readdir(dirname(s3.directory))).toEqual([bucket]);
  expect((await readdir(s3.home)).sort()).toEqual(['s3', 's3-beside', 's3-metadata', 'tmp']);
});

test.each([{ ContentType: 'a\nb' }, { CacheControl: '😀' }, { Metadata: { 'two words': 'x' } }])(
  'attributes that no header can bear are refused: %j',
  async (attributes) => {
    expect(await codeOf(put('a', 'x', attributes))).toBe('InvalidArgument');
  },
);
