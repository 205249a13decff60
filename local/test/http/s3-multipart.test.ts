import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import type { CompletedPart, S3ServiceException, UploadPartCommandInput } from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { bucket } from '../s3/start-s3.ts';
import { startS3Endpoint } from './start.ts';
import type { S3Endpoint } from './start.ts';

let s3: S3Endpoint;
beforeEach(async () => {
  s3 = await startS3Endpoint();
});
afterEach(() => s3.stop());

const object = { Bucket: bucket, Key: 'a/large' };
const fiveMiB = Buffer.alloc(5 * 1024 * 1024, 'x');

const create = async (more: object = {}) =>
  (await s3.client.send(new CreateMultipartUploadCommand({ ...object, ...more }))).UploadId!;
const upload = async (UploadId: string, PartNumber: number, Body: Buffer): Promise<CompletedPart> => {
  const { ETag } = await s3.client.send(new UploadPartCommand({ ...object, UploadId, PartNumber, Body }));
  return { PartNumber, ETag };
};
const complete = (UploadId: string, Parts: CompletedPart[], more: object = {}) =>
  s3.client.send(
    new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload: { Parts }, ...more }),
  );
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => 'none',
    (error: S3ServiceException) => `${error.name} ${error.$metadata.httpStatusCode}`,
  );
const scratch = () => readdir(join(s3.home, 'tmp'));

test('parts in any order become one object with the ETag that AWS would give', async () => {
  const UploadId = await create({ ContentType: 'text/csv', Metadata: { a: '1' } });
  const last = await upload(UploadId, 7, Buffer.from('end'));
  await upload(UploadId, 2, Buffer.from('replaced'));
  const first = await upload(UploadId, 2, fiveMiB);
  const listed = await s3.client.send(new ListPartsCommand({ ...object, UploadId }));
  expect(listed.Parts).toMatchObject([
    { ...first, Size: fiveMiB.length },
    { ...last, Size: 3 },
  ]);
  const { ETag } = await complete(UploadId, [first, last]);
  const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest();
  const expected = md5(Buffer.concat([md5(fiveMiB), md5(Buffer.from('end'))])).toString('hex');
  expect(ETag).toBe(`"${expected}-2"`);
  const result = await s3.client.send(new GetObjectCommand(object));
  expect(result).toMatchObject({ ETag, ContentType: 'text/csv', Metadata: { a: '1' } });
  const bytes = Buffer.from(await result.Body!.transformToByteArray());
  expect(bytes.equals(Buffer.concat([fiveMiB, Buffer.from('end')]))).toBe(true);
  expect(await failure(complete(UploadId, [first, last]))).toBe('NoSuchUpload 404');
  expect(await scratch()).toEqual([]);
});

test('nothing is visible before completion or after an abort', async () => {
  const UploadId = await create();
  const part = await upload(UploadId, 1, Buffer.from('x'));
  expect(await failure(s3.client.send(new HeadObjectCommand(object)))).toBe('NotFound 404');
  await s3.client.send(new AbortMultipartUploadCommand({ ...object, UploadId }));
  expect(await failure(complete(UploadId, [part]))).toBe('NoSuchUpload 404');
  expect(await readdir(s3.directory)).toEqual([]);
  expect(await scratch()).toEqual([]);
});

test('a completion that is refused can be mended', async () => {
  const UploadId = await create();
  const small = await upload(UploadId, 1, Buffer.from('x'));
  const second = await upload(UploadId, 2, Buffer.from('y'));
  expect(await failure(complete(UploadId, [small, second]))).toBe('EntityTooSmall 400');
  const first = await upload(UploadId, 1, fiveMiB);
  expect(await failure(complete(UploadId, [second, first]))).toBe('InvalidPartOrder 400');
  expect(await failure(complete(UploadId, [small, second]))).toBe('InvalidPart 400');
  expect(await failure(complete(UploadId, [{ ...first, PartNumber: 3 }]))).toBe('InvalidPart 400');
  expect(await failure(complete(UploadId, []))).toBe('MalformedXML 400');
  expect(await failure(complete(UploadId, [first, second], { IfMatch: '"x"' }))).toBe('NoSuchKey 404');
  await s3.client.send(new PutObjectCommand({ ...object, Body: 'other' }));
  expect(await failure(complete(UploadId, [first, second], { IfNoneMatch: '*' }))).toBe(
    'PreconditionFailed 412',
  );
  expect(await failure(complete(UploadId, [first, second]))).toBe('none');
});

test('a conditional completion against another writer, as recorded on AWS', async () => {
  const put = async (Body: string) => (await s3.client.send(new PutObjectCommand({ ...object, Body }))).ETag!;
  const started = async () => {
    const UploadId = await create();
    return [UploadId, [await upload(UploadId, 1, Buffer.from('part'))]] as const;
  };
  const first = await put('1');
  const [late, lateParts] = await started();
  expect(await failure(complete(late, [...lateParts], { IfNoneMatch: '*' }))).toBe('PreconditionFailed 412');
  await s3.client.send(new DeleteObjectCommand(object));
  // It was there when the upload began: only a new upload can succeed.
  const refused = complete(late, [...lateParts], { IfNoneMatch: '*' });
  await expect(refused).rejects.toMatchObject({
    name: 'ConditionalRequestConflict',
    Condition: 'If-None-Match',
    $metadata: { httpStatusCode: 409 },
  });
  await put('1');
  const [id, parts] = await started();
  const second = await put('2');
  expect(await failure(complete(id, [...parts], { IfMatch: first }))).toBe('PreconditionFailed 412');
  expect(await failure(complete(id, [...parts], { IfMatch: second }))).toBe('ConditionalRequestConflict 409');
  const [again, againParts] = await started();
  expect(await failure(complete(again, [...againParts], { IfMatch: second }))).toBe('none');
});

test('the size that a completion expects is compared', async () => {
  const UploadId = await create();
  const part = await upload(UploadId, 1, Buffer.from('12345'));
  expect(await failure(complete(UploadId, [part], { MpuObjectSize: 4 }))).toBe('InvalidRequest 400');
  expect(await failure(complete(UploadId, [part], { MpuObjectSize: 5 }))).toBe('none');
});

test('parts are listed page by page', async () => {
  const UploadId = await create();
  for (const number of [2, 5, 9]) await upload(UploadId, number, Buffer.from('x'));
  const list = (more: object) => s3.client.send(new ListPartsCommand({ ...object, UploadId, ...more }));
  const page = await list({ MaxParts: 2 });
  expect(page).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '5', MaxParts: 2 });
  const rest = await list({ PartNumberMarker: page.NextPartNumberMarker });
  expect(rest.Parts!.map(({ PartNumber }) => PartNumber)).toEqual([9]);
  expect(rest.IsTruncated).toBe(false);
});

test('uploads are refused that do not fit', async () => {
  const UploadId = await create();
  expect(await failure(upload(UploadId, 0, fiveMiB))).toBe('InvalidArgument 400');
  expect(await failure(upload(UploadId, 10_001, fiveMiB))).toBe('InvalidArgument 400');
  expect(await failure(upload('none', 1, fiveMiB))).toBe('NoSuchUpload 404');
  expect(await failure(create({ Key: '../outside' }))).toBe('NotImplemented 501');
});

test('parts are copied from other objects, whole or a range of them', async () => {
  await s3.client.send(new PutObjectCommand({ Bucket: bucket, Key: 'source é', Body: '0123456789' }));
  const UploadId = await create();
  const copy = async (PartNumber: number, more: object = {}) => {
    const CopySource = encodeURIComponent(`${bucket}/source é`);
    const input = { ...object, UploadId, PartNumber, CopySource, ...more };
    const { CopyPartResult } = await s3.client.send(new UploadPartCopyCommand(input));
    return { PartNumber, ETag: CopyPartResult!.ETag };
  };
  const first = await upload(UploadId, 1, fiveMiB);
  const range = await copy(2, { CopySourceRange: 'bytes=2-4' });
  expect(range.ETag).toBe(`"${createHash('md5').update('234').digest('hex')}"`);
  await complete(UploadId, [first, range]);
  const result = await s3.client.send(new GetObjectCommand({ ...object, Range: 'bytes=-3' }));
  expect(await result.Body!.transformToString()).toBe('234');
  const other = await create();
  const part = { ...object, UploadId: other };
  expect(await failure(copy(1, { ...part, CopySource: `${bucket}/none` }))).toBe('NoSuchKey 404');
  expect(await failure(copy(1, { ...part, CopySourceRange: 'bytes=5-10' }))).toBe('InvalidArgument 400');
  expect(await failure(copy(1, { ...part, CopySourceIfMatch: '"x"' }))).toBe('PreconditionFailed 412');
  await copy(1, part);
  expect((await s3.client.send(new ListPartsCommand(part))).Parts).toMatchObject([{ Size: 10 }]);
  await s3.client.send(new AbortMultipartUploadCommand(part));
  expect(await scratch()).toEqual([]);
});

describe('the checksum of an upload', () => {
  const end = Buffer.from('end');
  const sha256 = (...bytes: Buffer[]) => createHash('sha256').update(Buffer.concat(bytes)).digest();

  const uploadWith = async (
    UploadId: string,
    PartNumber: number,
    Body: Buffer,
    more: Partial<UploadPartCommandInput>,
  ) => {
    const input = { ...object, UploadId, PartNumber, Body, ...more };
    const { ETag, ChecksumSHA256, ChecksumCRC32 } = await s3.client.send(new UploadPartCommand(input));
    return { PartNumber, ETag, ChecksumSHA256, ChecksumCRC32 };
  };
  const head = (Key = object.Key) =>
    s3.client.send(new HeadObjectCommand({ Bucket: bucket, Key, ChecksumMode: 'ENABLED' }));

  test('is one of the checksums of its parts', async () => {
    const sha = { ChecksumAlgorithm: 'SHA256' } as const;
    const created = await s3.client.send(new CreateMultipartUploadCommand({ ...object, ...sha }));
    expect(created).toMatchObject({ ...sha, ChecksumType: 'COMPOSITE' });
    const UploadId = created.UploadId!;
    const first = await uploadWith(UploadId, 1, fiveMiB, sha);
    const last = await uploadWith(UploadId, 2, end, { ChecksumSHA256: sha256(end).toString('base64') });
    expect(first.ChecksumSHA256).toBe(sha256(fiveMiB).toString('base64'));
    const listed = await s3.client.send(new ListPartsCommand({ ...object, UploadId }));
    expect(listed).toMatchObject({ ...sha, ChecksumType: 'COMPOSITE' });
    expect(listed.Parts!.map(({ ChecksumSHA256 }) => ChecksumSHA256)).toEqual(
      [first, last].map(({ ChecksumSHA256 }) => ChecksumSHA256),
    );

    const composite = {
      ChecksumSHA256: `${sha256(sha256(fiveMiB), sha256(end)).toString('base64')}-2`,
      ChecksumType: 'COMPOSITE',
    };
    expect(await complete(UploadId, [first, last])).toMatchObject(composite);
    expect(await head()).toMatchObject(composite);
    const got = await s3.client.send(new GetObjectCommand({ ...object, ChecksumMode: 'ENABLED' }));
    expect(got).toMatchObject(composite);
    expect((await got.Body!.transformToByteArray()).length).toBe(fiveMiB.length + 3);

    const CopySource = `${bucket}/${object.Key}`;
    await s3.client.send(new CopyObjectCommand({ Bucket: bucket, Key: 'copy', CopySource }));
    const whole = sha256(fiveMiB, end).toString('base64');
    expect(await head('copy')).toMatchObject({ ChecksumSHA256: whole, ChecksumType: 'FULL_OBJECT' });
  });

  test('is that of the whole object where that was asked for', async () => {
    // By Python's zlib.
    const ChecksumCRC32 = 'ZVysAw==';
    const UploadId = await create({ ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
    const parts = [
      await uploadWith(UploadId, 1, fiveMiB, { ChecksumAlgorithm: 'CRC32' }),
      await uploadWith(UploadId, 2, end, { ChecksumAlgorithm: 'CRC32' }),
    ].map(({ PartNumber, ETag }) => ({ PartNumber, ETag }));
    expect(await failure(complete(UploadId, parts, { ChecksumCRC32: 'AAAAAA==' }))).toBe('BadDigest 400');
    expect(await failure(complete(UploadId, parts, { ChecksumType: 'COMPOSITE' }))).toBe(
      'InvalidRequest 400',
    );
    const whole = { ChecksumCRC32, ChecksumType: 'FULL_OBJECT' };
    expect(await complete(UploadId, parts, { ChecksumCRC32 })).toMatchObject(whole);
    expect(await head()).toMatchObject(whole);
    expect(await scratch()).toEqual([]);
  });

  test('is compared part by part', async () => {
    const sha = { ChecksumAlgorithm: 'SHA256' } as const;
    const UploadId = await create(sha);
    expect(await failure(uploadWith(UploadId, 1, end, { ChecksumAlgorithm: 'CRC32' }))).toBe(
      'InvalidRequest 400',
    );
    const part = await uploadWith(UploadId, 1, end, sha);
    const other = sha256(fiveMiB).toString('base64');
    expect(await failure(complete(UploadId, [{ ...part, ChecksumSHA256: other }]))).toBe('InvalidPart 400');
    expect(await failure(complete(UploadId, [{ ...part, ChecksumSHA256: undefined }]))).toBe(
      'InvalidRequest 400',
    );
    expect(await failure(complete(UploadId, [part]))).toBe('none');
  });

  test('is not compared with one that the upload was not created with', async () => {
    const UploadId = await create();
    const { PartNumber, ETag } = await uploadWith(UploadId, 1, end, {});
    const part = { PartNumber, ETag };
    const ChecksumSHA256 = sha256(end).toString('base64');
    expect(await failure(complete(UploadId, [part], { ChecksumSHA256 }))).toBe('InvalidRequest 400');
    expect(await failure(complete(UploadId, [{ ...part, ChecksumSHA256 }]))).toBe('InvalidRequest 400');
    expect(await failure(complete(UploadId, [part]))).toBe('none');
  });

  test.each([
    [{ ChecksumAlgorithm: 'SHA256', ChecksumType: 'FULL_OBJECT' }],
    [{ ChecksumAlgorithm: 'CRC64NVME', ChecksumType: 'COMPOSITE' }],
    [{ ChecksumType: 'COMPOSITE' }],
    [{ ChecksumAlgorithm: 'CRC32', ChecksumType: 'PARTLY' }],
    [{ ChecksumAlgorithm: 'MD4' }],
  ])('cannot be %j', async (checksum) => {
    expect(await failure(create(checksum))).toBe('InvalidRequest 400');
  });
});
