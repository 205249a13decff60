import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketAclCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  NoSuchBucket,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { GetObjectCommandInput, PutObjectCommandInput } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { bucket } from '../s3/start-s3.ts';
import { signedByStranger, startS3Endpoint } from './start.ts';
import type { S3Endpoint } from './start.ts';

let s3: S3Endpoint;
beforeEach(async () => {
  s3 = await startS3Endpoint();
});
afterEach(() => s3.stop());

const put = (Key: string, Body: PutObjectCommandInput['Body'], more: Partial<PutObjectCommandInput> = {}) =>
  s3.client.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ...more }));
const get = (Key: string, more: Partial<GetObjectCommandInput> = {}) =>
  s3.client.send(new GetObjectCommand({ Bucket: bucket, Key, ...more }));
const textOf = async (Key: string) => (await get(Key)).Body!.transformToString();
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => 'none',
    (error: S3ServiceException) => `${error.name} ${error.$metadata.httpStatusCode}`,
  );

test('puts, gets and describes an object with its attributes', async () => {
  const attributes = {
    CacheControl: 'no-store',
    ContentDisposition: 'attachment',
    ContentEncoding: 'identity',
    ContentLanguage: 'en',
    ContentType: 'text/plain; charset=utf-8',
    Metadata: { origin: 'sensor 7', empty: '' },
  };
  const { ETag } = await put('a/b.txt', 'hello', attributes);
  expect(ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
  const object = await get('a/b.txt');
  expect(object).toMatchObject({ ...attributes, ETag, ContentLength: 5, AcceptRanges: 'bytes' });
  expect(await object.Body!.transformToString()).toBe('hello');
  expect(Math.abs(object.LastModified!.getTime() - Date.now())).toBeLessThan(60_000);
  const head = await s3.client.send(new HeadObjectCommand({ Bucket: bucket, Key: 'a/b.txt' }));
  expect(head).toMatchObject({ ...attributes, ETag, ContentLength: 5, LastModified: object.LastModified });
  expect(await readFile(join(s3.directory, 'a/b.txt'), 'utf8')).toBe('hello');
});

test.each([
  ['bytes=0-3', '0123', 'bytes 0-3/10'],
  ['bytes=7-', '789', 'bytes 7-9/10'],
  ['bytes=-4', '6789', 'bytes 6-9/10'],
  ['bytes=-40', '0123456789', 'bytes 0-9/10'],
  ['bytes=8-100', '89', 'bytes 8-9/10'],
  ['bytes=5-2', '0123456789', undefined],
  ['lines=1-2', '0123456789', undefined],
  // S3 answers several ranges with the whole object.
  ['bytes=0-1,3-4', '0123456789', undefined],
])('Range %s', async (Range, expected, ContentRange) => {
  await put('digits', '0123456789');
  const head = await s3.client.send(new HeadObjectCommand({ Bucket: bucket, Key: 'digits', Range }));
  expect(head).toMatchObject({
    ContentLength: expected.length,
    $metadata: { httpStatusCode: ContentRange ? 206 : 200 },
  });
  expect(head.ContentRange).toBe(ContentRange);
  const object = await get('digits', { Range });
  expect(object.ContentRange).toBe(ContentRange);
  expect(object.$metadata.httpStatusCode).toBe(ContentRange ? 206 : 200);
  expect(await object.Body!.transformToString()).toBe(expected);
});

test('a range beyond the object is InvalidRange', async () => {
  await put('digits', '0123456789');
  expect(await failure(get('digits', { Range: 'bytes=10-' }))).toBe('InvalidRange 416');
  expect(await failure(get('digits', { Range: 'bytes=-0' }))).toBe('InvalidRange 416');
  const head = new HeadObjectCommand({ Bucket: bucket, Key: 'digits', Range: 'bytes=10-' });
  expect(await failure(s3.client.send(head))).toMatch(/ 416$/);
});

test('conditional reads', async () => {
  const { ETag } = await put('a', 'x');
  const { LastModified } = await get('a');
  const earlier = new Date(LastModified!.getTime() - 60_000);
  expect(await failure(get('a', { IfMatch: ETag }))).toBe('none');
  expect(await failure(get('a', { IfMatch: '"other"' }))).toBe('PreconditionFailed 412');
  expect(await failure(get('a', { IfNoneMatch: ETag }))).toMatch(/ 304$/);
  expect(await failure(get('a', { IfNoneMatch: '"other"' }))).toBe('none');
  expect(await failure(get('a', { IfModifiedSince: LastModified }))).toMatch(/ 304$/);
  expect(await failure(get('a', { IfModifiedSince: earlier }))).toBe('none');
  // Recorded on AWS: a time in the future is passed over.
  const later = new Date(Date.now() + 86_400_000);
  expect(await failure(get('a', { IfModifiedSince: later }))).toBe('none');
  expect(await failure(get('a', { IfUnmodifiedSince: later }))).toBe('none');
  expect(await failure(get('a', { IfUnmodifiedSince: earlier }))).toBe('PreconditionFailed 412');
  // RFC 9110, 13.2.2: with an ETag to compare, the date does not count.
  expect(await failure(get('a', { IfMatch: ETag, IfUnmodifiedSince: earlier }))).toBe('none');
  expect(await failure(get('a', { IfNoneMatch: '"other"', IfModifiedSince: LastModified }))).toBe('none');
});

test('conditional deletions', async () => {
  const { ETag } = await put('lock', '1');
  const remove = (IfMatch: string, Key = 'lock') =>
    s3.client.send(new DeleteObjectCommand({ Bucket: bucket, Key, IfMatch }));
  await expect(remove('"other"')).rejects.toMatchObject({
    name: 'PreconditionFailed',
    Condition: 'If-Match',
  });
  expect(await textOf('lock')).toBe('1');
  expect(await failure(remove(ETag!))).toBe('none');
  expect(await failure(remove(ETag!))).toBe('NoSuchKey 404');
  expect(await failure(remove('*', 'none'))).toBe('NoSuchKey 404');
  await put('a', '1');
  await put('b', '1');
  const Objects = [
    { Key: 'a', ETag: '"other"' },
    { Key: 'b', ETag, VersionId: 'null' },
    { Key: 'a', Size: 1 },
  ];
  const deletion = await s3.client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } }));
  expect(deletion.Deleted).toEqual([{ Key: 'b', VersionId: 'null' }]);
  expect(deletion.Errors!.map(({ Code }) => Code)).toEqual(['PreconditionFailed', 'NotImplemented']);
});

test.each([
  { ACL: 'private' },
  { ACL: 'bucket-owner-full-control' },
  { ServerSideEncryption: 'AES256' },
  { BucketKeyEnabled: false },
  { StorageClass: 'STANDARD' },
  { RequestPayer: 'requester' },
  { Tagging: '' },
] as Partial<PutObjectCommandInput>[])('what is so anyhow may be said: %j', async (more) => {
  expect((await put('k', 'x', more)).ServerSideEncryption).toBe('AES256');
  const copied = new CopyObjectCommand({
    Bucket: bucket,
    Key: 'l',
    CopySource: `${bucket}/k?versionId=null`,
    ...(more as object),
  });
  expect(await failure(s3.client.send(copied))).toBe('none');
  expect((await get('l', { VersionId: 'null', RequestPayer: 'requester' })).ContentLength).toBe(1);
});

test('Expires is kept, also where it is no time', async () => {
  const Expires = new Date('2030-01-01T00:00:00Z');
  await put('a', 'x', { Expires });
  expect((await get('a')).ExpiresString).toBe('Tue, 01 Jan 2030 00:00:00 GMT');
  const headers = signedByStranger({ expires: '0' });
  await fetch(`${s3.endpoint.url}/${bucket}/b`, { method: 'PUT', headers, body: 'x' });
  expect((await get('b')).ExpiresString).toBe('0');
  expect((await get('b')).Expires).toBeUndefined();
});

test('a reader may replace what is told of an object', async () => {
  await put('a', 'x', { ContentType: 'text/csv', CacheControl: 'no-store' });
  const wanted = {
    ResponseContentType: 'text/plain',
    ResponseContentDisposition: 'attachment; filename="a.txt"',
    ResponseContentLanguage: 'de',
    ResponseExpires: new Date('2030-01-01T00:00:00Z'),
  };
  const told = {
    ContentType: 'text/plain',
    ContentDisposition: 'attachment; filename="a.txt"',
    ContentLanguage: 'de',
    CacheControl: 'no-store',
    ExpiresString: 'Tue, 01 Jan 2030 00:00:00 GMT',
  };
  expect(await get('a', wanted)).toMatchObject(told);
  const head = new HeadObjectCommand({ Bucket: bucket, Key: 'a', ...wanted });
  expect(await s3.client.send(head)).toMatchObject(told);
});

test('a condition that an operation does not have is refused, not passed over', async () => {
  const headers = signedByStranger({ 'if-none-match': '*' });
  const response = await fetch(`${s3.endpoint.url}/${bucket}/k`, { method: 'DELETE', headers });
  expect(response.status).toBe(501);
  expect(await response.text()).toContain('the header if-none-match in deleteObject');
});

test('the version of the API may be named, another one is refused', async () => {
  const status = async (version: string) => {
    const headers = signedByStranger({ 'x-amz-api-version': version });
    return (await fetch(`${s3.endpoint.url}/${bucket}?list-type=2`, { headers })).status;
  };
  expect(await status('2006-03-01')).toBe(200);
  expect(await status('2020-01-01')).toBe(501);
});

test('ListObjects, first version: owner, marker and next marker', async () => {
  for (const key of ['a/1', 'a/2', 'b', 'c/1']) await put(key, 'x');
  const list = (more: object) => s3.client.send(new ListObjectsCommand({ Bucket: bucket, ...more }));
  const all = await list({});
  expect(all.Contents!.map(({ Key }) => Key)).toEqual(['a/1', 'a/2', 'b', 'c/1']);
  expect(all.Contents![0]!.Owner).toEqual({ ID: '000000000000' });
  expect((await list({ Marker: 'a/1', MaxKeys: 1 })).Contents!.map(({ Key }) => Key)).toEqual(['a/2']);
  const first = await list({ Delimiter: '/', MaxKeys: 1 });
  expect(first).toMatchObject({ IsTruncated: true, NextMarker: 'a/', CommonPrefixes: [{ Prefix: 'a/' }] });
  const rest = await list({ Delimiter: '/', Marker: first.NextMarker });
  expect(rest.Contents!.map(({ Key }) => Key)).toEqual(['b']);
  expect(rest.CommonPrefixes).toEqual([{ Prefix: 'c/' }]);
  expect(await list({ MaxKeys: 1 })).not.toHaveProperty('NextMarker');
});

test('buckets by prefix and region, page by page', async () => {
  const names = async (more: object) =>
    (await s3.client.send(new ListBucketsCommand(more))).Buckets?.map(({ Name }) => Name) ?? [];
  expect(await names({ Prefix: 'nocturne', BucketRegion: 'us-east-1', MaxBuckets: 1 })).toEqual([bucket]);
  expect(await names({ Prefix: 'other' })).toEqual([]);
  expect(await names({ BucketRegion: 'eu-west-1' })).toEqual([]);
  expect(await names({ ContinuationToken: bucket })).toEqual([]);
});

test('conditional writes', async () => {
  const { ETag } = await put('current.json', '1', { IfNoneMatch: '*' });
  expect(await failure(put('current.json', '2', { IfNoneMatch: '*' }))).toBe('PreconditionFailed 412');
  expect(await failure(put('current.json', '2', { IfMatch: ETag }))).toBe('none');
  expect(await failure(put('current.json', '3', { IfMatch: ETag }))).toBe('PreconditionFailed 412');
  expect(await failure(put('none.json', '1', { IfMatch: ETag }))).toBe('NoSuchKey 404');
  // Recorded on AWS: neither both conditions nor any object's ETag.
  expect(await failure(put('current.json', '4', { IfMatch: '*' }))).toBe('NotImplemented 501');
  expect(await failure(put('current.json', '4', { IfMatch: ETag, IfNoneMatch: '*' }))).toBe(
    'NotImplemented 501',
  );
  expect(await textOf('current.json')).toBe('2');
});

test("errors are the SDK's own exceptions", async () => {
  await expect(get('none')).rejects.toBeInstanceOf(NoSuchKey);
  await expect(get('none', { Bucket: 'no-such-bucket' })).rejects.toBeInstanceOf(NoSuchBucket);
  const head = s3.client.send(new HeadObjectCommand({ Bucket: bucket, Key: 'none' }));
  await expect(head).rejects.toBeInstanceOf(NotFound);
  await expect(s3.client.send(new HeadBucketCommand({ Bucket: 'none' }))).rejects.toBeInstanceOf(NotFound);
  await expect(get('none')).rejects.toMatchObject({
    Key: 'none',
    $metadata: { requestId: expect.any(String) as string },
  });
});

test('copies, with the metadata of the source or new ones', async () => {
  const source = 'from/ä b+c%41.txt';
  await put(source, 'text', { ContentType: 'text/plain', Metadata: { a: '1' } });
  const copy = (Key: string, more: object = {}) =>
    s3.client.send(
      new CopyObjectCommand({
        Bucket: bucket,
        Key,
        CopySource: encodeURIComponent(`${bucket}/${source}`),
        ...more,
      }),
    );
  const { CopyObjectResult } = await copy('to/same');
  expect(CopyObjectResult!.ETag).toBe('"1cb251ec0d568de6a929b520c4aed8d1"');
  expect(CopyObjectResult!.LastModified).toBeInstanceOf(Date);
  expect(await get('to/same')).toMatchObject({ ContentType: 'text/plain', Metadata: { a: '1' } });
  await copy('to/new', { MetadataDirective: 'REPLACE', ContentType: 'text/csv', Metadata: { b: '2' } });
  expect(await get('to/new')).toMatchObject({ ContentType: 'text/csv', Metadata: { b: '2' } });
  expect(await failure(copy(source))).toBe('InvalidRequest 400');
  expect(await failure(copy('x', { CopySource: `${bucket}/none` }))).toBe('NoSuchKey 404');
  await expect(copy('x', { CopySourceIfMatch: '"other"' })).rejects.toMatchObject({
    name: 'PreconditionFailed',
    Condition: 'x-amz-copy-source-If-Match',
  });
  const later = new Date(Date.now() + 86_400_000);
  expect(await failure(copy('y', { CopySourceIfModifiedSince: later }))).toBe('none');
  expect(await failure(copy('y', { ExpectedSourceBucketOwner: '111111111111' }))).toBe('AccessDenied 403');
  const summed = await copy('y', { ChecksumAlgorithm: 'CRC32', TaggingDirective: 'COPY' });
  expect(summed.CopyObjectResult!.ChecksumCRC32).toMatch(/^[\w+/]{6}==$/);
  expect(await failure(copy('to/new', { IfNoneMatch: '*' }))).toBe('PreconditionFailed 412');
});

test('deletes one and many, also keys that XML must escape', async () => {
  const keys = ['a', 'b/<&>"\'', 'c\r\nd', ' e ', '\u0001', '&#x41;', 'ä/😀'];
  for (const key of keys) await put(key, 'x');
  await put('kept', 'x');
  const many = (Quiet: boolean, ...Keys: string[]) =>
    s3.client.send(
      new DeleteObjectsCommand({ Bucket: bucket, Delete: { Quiet, Objects: Keys.map((Key) => ({ Key })) } }),
    );
  const { Deleted, Errors } = await many(false, ...keys, 'never-there');
  expect(Errors ?? []).toEqual([]);
  expect(Deleted!.map(({ Key }) => Key)).toEqual([...keys, 'never-there']);
  expect(await readdir(s3.directory)).toEqual(['kept']);
  expect((await many(true, 'kept')).Deleted ?? []).toEqual([]);
  expect(await readdir(s3.directory)).toEqual([]);
  const { $metadata } = await s3.client.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'never-there' }));
  expect($metadata.httpStatusCode).toBe(204);
});

test('lists keys as they are, in pages', async () => {
  const keys = [' e ', 'a+b c/%41', 'b/<&>"\'', 'c\r\nd', 'ä/\u{1f600}'];
  for (const key of keys) await put(key, 'x');
  const found: string[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await s3.client.send(
      new ListObjectsV2Command({ Bucket: bucket, MaxKeys: 2, ContinuationToken }),
    );
    found.push(...page.Contents!.map(({ Key }) => Key!));
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken);
  expect(found).toEqual(keys);
  const under = await s3.client.send(
    new ListObjectsV2Command({ Bucket: bucket, Prefix: 'a+b c/', Delimiter: '/' }),
  );
  expect(under.Contents).toMatchObject([
    { Key: 'a+b c/%41', Size: 1, ETag: '"9dd4e461268c8034f5c8564e155c67a6"' },
  ]);
  const top = await s3.client.send(new ListObjectsV2Command({ Bucket: bucket, Delimiter: '/' }));
  expect(top.CommonPrefixes!.map(({ Prefix }) => Prefix)).toEqual(['a+b c/', 'b/', 'ä/']);
  const none = await s3.client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: 'none' }));
  expect([none.KeyCount, none.Contents, none.IsTruncated]).toEqual([0, undefined, false]);
});

test('buckets', async () => {
  const { Buckets } = await s3.client.send(new ListBucketsCommand({}));
  expect(Buckets).toMatchObject([{ Name: bucket, BucketRegion: 'us-east-1' }]);
  expect(Buckets![0]!.CreationDate).toBeInstanceOf(Date);
  expect((await s3.client.send(new HeadBucketCommand({ Bucket: bucket }))).BucketRegion).toBe('us-east-1');
  const location = await s3.client.send(new GetBucketLocationCommand({ Bucket: bucket }));
  expect(location.LocationConstraint).toBeFalsy();
});

test('what is not implemented says so by name', async () => {
  const getAcl = s3.client.send(new GetBucketAclCommand({ Bucket: bucket }));
  expect(await failure(getAcl)).toBe('NotImplemented 501');
  await expect(getAcl).rejects.toThrow('has no operation GetBucketAcl');
  expect(await failure(put('a', 'x', { ACL: 'public-read' }))).toBe('NotImplemented 501');
  await expect(get('a', { VersionId: 'v' })).rejects.toThrow('VersionId');
  expect(await readdir(s3.directory)).toEqual([]);
});

test('streams 20 MB in and out', async () => {
  const pieces = Array.from({ length: 20 }, () => randomBytes(1024 * 1024));
  await put('large', Readable.from(pieces), { ContentLength: 20 * 1024 * 1024 });
  const md5 = createHash('md5');
  const { Body, ContentLength, ETag } = await get('large');
  for await (const chunk of Body as Readable) md5.update(chunk as Buffer);
  expect(ContentLength).toBe(20 * 1024 * 1024);
  const expected = createHash('md5').update(Buffer.concat(pieces)).digest('hex');
  expect([md5.digest('hex'), ETag]).toEqual([expected, `"${expected}"`]);
});

test.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
  'verifies %s in headers and in trailers',
  async (ChecksumAlgorithm) => {
    await put('header', 'hello', { ChecksumAlgorithm });
    await put('trailer', Readable.from([Buffer.from('hel'), Buffer.from('lo')]), {
      ChecksumAlgorithm,
      ContentLength: 5,
      ContentEncoding: 'gzip',
    });
    expect([await textOf('header'), await textOf('trailer')]).toEqual(['hello', 'hello']);
    expect((await get('trailer')).ContentEncoding).toBe('gzip');
    // The client compares the body with the checksum that comes with it.
    for (const key of ['header', 'trailer']) {
      const got = await get(key, { ChecksumMode: 'ENABLED' });
      expect(got).toHaveProperty(`Checksum${ChecksumAlgorithm}`);
      expect(await got.Body!.transformToString()).toBe('hello');
    }
  },
);

test('a large upload to nowhere ends in the error, not in a broken pipe', async () => {
  const body = Readable.from(Array.from({ length: 20 }, () => Buffer.alloc(1024 * 1024)));
  const nowhere = put('a', body, { Bucket: 'no-such-bucket', ContentLength: 20 * 1024 * 1024 });
  expect(await failure(nowhere)).toBe('NoSuchBucket 404');
});

test('a wrong Content-MD5 is BadDigest, and nothing is stored', async () => {
  const ContentMD5 = createHash('md5').update('other').digest('base64');
  expect(await failure(put('a', 'hello', { ContentMD5 }))).toBe('BadDigest 400');
  expect(await readdir(s3.directory)).toEqual([]);
});

test('reading only the start of a large object harms nothing', async () => {
  await put('large', Buffer.alloc(8 * 1024 * 1024));
  for (let i = 0; i < 5; i++) {
    const { Body } = await get('large');
    for await (const chunk of Body as Readable) {
      expect((chunk as Buffer).length).toBeGreaterThan(0);
      break;
    }
  }
  expect((await get('large', { Range: 'bytes=0-0' })).ContentLength).toBe(1);
});

test('any key that the SDK can send comes back, or is refused', async () => {
  const key = fc
    .array(
      fc.oneof(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.constantFrom('..', '%2F', '+', ' ', 'ä?#&='),
      ),
      {
        minLength: 1,
        maxLength: 4,
      },
    )
    .map((segments) => segments.join('/'));
  await fc.assert(
    fc.asyncProperty(key, async (Key) => {
      const outcome = await failure(put(Key, Key));
      expect(['none', 'NotImplemented 501']).toContain(outcome);
      if (outcome !== 'none') return;
      expect(await textOf(Key)).toBe(Key);
      await s3.client.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
      expect(await failure(get(Key))).toBe('NoSuchKey 404');
    }),
    { numRuns: 100 },
  );
  expect(await readdir(join(s3.home, 's3'))).toEqual([bucket]);
});
