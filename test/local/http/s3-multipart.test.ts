import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import type { CompletedPart, S3ServiceException } from '@aws-sdk/client-s3';
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
