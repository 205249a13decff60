import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { systemClock } from '../../src/clock.ts';
import { parseFaults } from '../../src/faults/index.ts';
import { withObjectFaults } from '../../src/faults/objects.ts';
import { createStrikes } from '../../src/faults/strikes.ts';
import type { Endpoint } from '../../src/http/index.ts';
import { clientConfig, startServices } from '../http/start.ts';
import { bucket, startS3 } from '../s3/start-s3.ts';
import type { TestS3 } from '../s3/start-s3.ts';

let s3: TestS3;
let endpoint: Endpoint;
let client: S3Client;
afterEach(async () => {
  client.destroy();
  await endpoint.stop();
  await s3.remove();
});

async function start(rule: object, attempts = 1): Promise<void> {
  s3 = await startS3();
  const strikes = createStrikes(parseFaults({ rules: [rule] }), () => undefined);
  endpoint = await startServices(withObjectFaults(s3.service, strikes, systemClock));
  client = new S3Client({ ...clientConfig(endpoint), maxAttempts: attempts });
}

const put = (Key: string, Body: string) => client.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
async function get(Key: string, Range?: string): Promise<string> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key, Range }));
  return Body!.transformToString();
}

test('a truncated object is read as a shorter one', async () => {
  await start({ object: `s3://${bucket}/a/*`, truncateBytes: 4 });
  await put('a/long', '0123456789');
  await put('a/short', '012');
  await put('b/long', '0123456789');
  const output = await client.send(new GetObjectCommand({ Bucket: bucket, Key: 'a/long' }));
  expect([output.ContentLength, output.ContentRange, output.$metadata.httpStatusCode]).toEqual([
    4,
    undefined,
    200,
  ]);
  expect(await output.Body!.transformToString()).toBe('0123');
  expect(await get('a/short')).toBe('012');
  expect(await get('b/long')).toBe('0123456789');
  expect(await get('a/long', 'bytes=6-7')).toBe('67');
});

test('an error is sent as S3 sends it', async () => {
  await start({ object: '*', error: 'SlowDown', cause: 'Please reduce your request rate.' });
  await expect(put('a', 'x')).rejects.toMatchObject({
    name: 'SlowDown',
    message: 'Please reduce your request rate.',
    $metadata: { httpStatusCode: 503 },
  });
});

test("an error that is SDK's to repeat is repeated by it", async () => {
  await start({ object: '*', error: 'InternalError', count: 1 }, 3);
  await put('a', 'x');
  expect(await get('a')).toBe('x');
});
