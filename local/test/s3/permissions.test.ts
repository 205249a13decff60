import type { DeleteObjectsCommandOutput } from '@aws-sdk/client-s3';
import type { Permission, ServiceError } from '../../src/service.ts';
import { bucket, call, startS3 } from './start-s3.ts';
import type { TestS3 } from './start-s3.ts';

let asked: Permission[] = [];
let denied: (permission: Permission) => boolean = () => false;
let s3: TestS3;
beforeEach(async () => {
  denied = () => false;
  s3 = await startS3((permission) => {
    asked.push(permission);
    return denied(permission);
  });
  await s3.service.call('putObject', { Bucket: bucket, Key: 'a/b', Body: 'x' }, call);
  asked = [];
});
afterEach(() => s3.remove());

const arn = `arn:aws:s3:::${bucket}`;
const run = async (operation: string, input: object) => {
  const output = (await s3.service.call(operation, { Bucket: bucket, ...input }, call)) as {
    Body?: { destroy(): void };
  };
  output.Body?.destroy();
};
const failure = (operation: string, input: object) =>
  run(operation, input).then(
    () => 'none',
    ({ code, statusCode }: ServiceError) => `${code} ${statusCode}`,
  );

// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
test.each<[string, object, Permission[]]>([
  ['getObject', { Key: 'a/b' }, [{ action: 's3:GetObject', resource: `${arn}/a/b` }]],
  ['headObject', { Key: 'a/b' }, [{ action: 's3:GetObject', resource: `${arn}/a/b` }]],
  ['putObject', { Key: 'c' }, [{ action: 's3:PutObject', resource: `${arn}/c` }]],
  ['deleteObject', { Key: 'c' }, [{ action: 's3:DeleteObject', resource: `${arn}/c` }]],
  [
    'deleteObjects',
    { Delete: { Objects: [{ Key: 'c' }] } },
    [{ action: 's3:DeleteObject', resource: `${arn}/c` }],
  ],
  [
    'copyObject',
    { Key: 'c', CopySource: `${bucket}/a/b` },
    [
      { action: 's3:GetObject', resource: `${arn}/a/b` },
      { action: 's3:PutObject', resource: `${arn}/c` },
    ],
  ],
  [
    'listObjectsV2',
    { Prefix: 'a/', Delimiter: '/', MaxKeys: 3 },
    [
      {
        action: 's3:ListBucket',
        resource: arn,
        context: { 's3:prefix': 'a/', 's3:delimiter': '/', 's3:max-keys': '3' },
      },
    ],
  ],
  ['headBucket', {}, [{ action: 's3:ListBucket', resource: arn }]],
  ['getBucketLocation', {}, [{ action: 's3:GetBucketLocation', resource: arn }]],
  ['createMultipartUpload', { Key: 'c' }, [{ action: 's3:PutObject', resource: `${arn}/c` }]],
])('%s asks for the permissions that AWS documents', async (operation, input, permissions) => {
  await run(operation, input);
  expect(asked).toEqual(permissions);
});

test('a missing key is NoSuchKey for who may list the bucket, else AccessDenied', async () => {
  expect(await failure('getObject', { Key: 'none' })).toBe('NoSuchKey 404');
  expect(await failure('headObject', { Key: 'none' })).toBe('NoSuchKey 404');
  denied = ({ action }) => action === 's3:ListBucket';
  expect(await failure('getObject', { Key: 'none' })).toBe('AccessDenied 403');
  expect(await failure('headObject', { Key: 'none' })).toBe('AccessDenied 403');
  expect(await failure('copyObject', { Key: 'c', CopySource: `${bucket}/none` })).toBe('AccessDenied 403');
  expect(await failure('getObject', { Key: 'a/b' })).toBe('none');
});

test('deleteObjects deletes what it may, and tells what it may not', async () => {
  await s3.service.call('putObject', { Bucket: bucket, Key: 'kept', Body: 'x' }, call);
  denied = ({ resource }) => resource === `${arn}/kept`;
  const input = { Bucket: bucket, Delete: { Objects: [{ Key: 'kept' }, { Key: 'a/b' }] } };
  const output = (await s3.service.call('deleteObjects', input, call)) as DeleteObjectsCommandOutput;
  expect(output.Deleted).toEqual([{ Key: 'a/b' }]);
  expect(output.Errors).toMatchObject([{ Key: 'kept', Code: 'AccessDenied' }]);
  denied = () => false;
  expect(await failure('headObject', { Key: 'kept' })).toBe('none');
  expect(await failure('headObject', { Key: 'a/b' })).toBe('NoSuchKey 404');
});
