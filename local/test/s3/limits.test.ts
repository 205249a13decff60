/** AWS's limits: the last value is taken, the next one refused. */
import type { DeleteObjectsCommandOutput } from '@aws-sdk/client-s3';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bucket, call, startS3 } from './start-s3.ts';
import type { TestS3 } from './start-s3.ts';

let s3: TestS3;
beforeEach(async () => {
  s3 = await startS3();
});
afterEach(() => s3.remove());

const put = (Key: string, more: object = {}) =>
  s3.service.call('putObject', { Bucket: bucket, Key, Body: 'x', ...more }, call);

test('2,048 bytes of metadata, names and values together', async () => {
  await put('a', { Metadata: { name: 'v'.repeat(2044) } });
  await expect(put('a', { Metadata: { name: 'v'.repeat(2045) } })).rejects.toMatchObject({
    code: 'MetadataTooLarge',
  });
});

test('1,024 bytes of a key', async () => {
  const longest = `${'a'.repeat(204)}/`.repeat(5).slice(0, 1024);
  expect(longest).toHaveLength(1024);
  await put(longest);
  await expect(put(`${longest}a`)).rejects.toMatchObject({ code: 'KeyTooLongError' });
});

test('255 bytes of a segment lie at their path, 256 beside the bucket', async () => {
  for (const bytes of [255, 256]) await put('x'.repeat(bytes));
  expect(existsSync(join(s3.directory, 'x'.repeat(255)))).toBe(true);
  expect(existsSync(join(s3.home, 's3-beside'))).toBe(true);
});

test('1,000 keys of a DeleteObjects', async () => {
  const remove = (count: number) => {
    const Objects = Array.from({ length: count }, (_, i) => ({ Key: `k${i}` }));
    const input = { Bucket: bucket, Delete: { Objects } };
    return s3.service.call('deleteObjects', input, call) as Promise<DeleteObjectsCommandOutput>;
  };
  expect((await remove(1000)).Deleted).toHaveLength(1000);
  await expect(remove(1001)).rejects.toMatchObject({ code: 'MalformedXML' });
});
