/**
 * Nothing that a request to S3 can say is passed over: each member that AWS's model binds to a header or a parameter
 * reaches its operation, or is refused by name.
 */
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Endpoint } from '../../src/http/index.ts';
import { absentOperations } from '../../src/http/s3/absent-operations.ts';
import { Only } from '../../src/shape.ts';
import { s3Operations } from '../support/s3-bindings.ts';
import type { Bound, S3Operation } from '../support/s3-bindings.ts';
import { bucket, call, startS3 } from '../s3/start-s3.ts';
import type { TestS3 } from '../s3/start-s3.ts';
import { fakeService, signedByStranger, startServices } from './start.ts';

let real: TestS3;
let endpoint: Endpoint;
/** What the operations were called with. */
let calls: { operation: string; input: Record<string, unknown> }[];

beforeAll(async () => {
  real = await startS3();
  const record = (operation: string) => async (input: Record<string, unknown>) => {
    calls.push({ operation, input });
    return operation === 'getObject' ? { Body: Readable.from([]) } : {};
  };
  const operations = [...real.service.operations.keys()].map((name) => [name, record(name)] as const);
  endpoint = await startServices(fakeService('s3', Object.fromEntries(operations)));
});
afterAll(async () => {
  await endpoint.stop();
  await real.remove();
});

/** What some operations need to be meant at all. */
const needed: Record<
  string,
  { query?: Record<string, string>; headers?: Record<string, string>; body?: string }
> = {
  abortMultipartUpload: { query: { uploadId: 'u' } },
  completeMultipartUpload: {
    query: { uploadId: 'u' },
    body: '<CompleteMultipartUpload><Part><PartNumber>1</PartNumber></Part></CompleteMultipartUpload>',
  },
  copyObject: { headers: { 'x-amz-copy-source': '/b/k' } },
  deleteObjects: { body: '<Delete><Object><Key>a</Key></Object></Delete>' },
  listParts: { query: { uploadId: 'u' } },
  uploadPart: { query: { uploadId: 'u', partNumber: '1' } },
  uploadPartCopy: { query: { uploadId: 'u', partNumber: '1' }, headers: { 'x-amz-copy-source': '/b/k' } },
};

const values: Record<string, string> = {
  BypassGovernanceRetention: 'true',
  BucketKeyEnabled: 'true',
  CopySourceIfModifiedSince: 'Mon, 01 Jan 2024 00:00:00 GMT',
  CopySourceIfUnmodifiedSince: 'Mon, 01 Jan 2024 00:00:00 GMT',
  FetchOwner: 'true',
  IfModifiedSince: 'Mon, 01 Jan 2024 00:00:00 GMT',
  IfUnmodifiedSince: 'Mon, 01 Jan 2024 00:00:00 GMT',
};

async function send(operation: S3Operation, { member, place, name }: Bound) {
  const { query = {}, headers = {}, body } = needed[operation.name] ?? {};
  const parameters = new URLSearchParams([...operation.parameters, ...Object.entries(query)]);
  const value = values[member] ?? '7';
  if (place === 'parameter') parameters.set(name, value);
  const path =
    { listBuckets: '/' }[operation.name] ?? (operation.on === 'bucket' ? `/${bucket}` : `/${bucket}/k`);
  const all = signedByStranger({ ...headers, ...(place === 'header' && { [name]: value }) });
  const sent = request(`${endpoint.url}${path}?${parameters.toString()}`, {
    method: operation.method,
    headers: all,
  });
  return new Promise<{ status?: number; body: string }>((resolve, reject) => {
    sent.once('error', reject);
    sent.once('response', (response) => {
      text(response).then((answer) => resolve({ status: response.statusCode, body: answer }), reject);
    });
    sent.end(body);
  });
}

const ours = () => s3Operations.filter(({ name }) => real.service.operations.has(name));

test('a member that an operation carries out reaches it, any other is refused by name', async () => {
  const passedOver: string[] = [];
  let refused = 0;
  for (const operation of ours()) {
    const { members } = real.service.operations.get(operation.name)!;
    for (const bound of operation.bound) {
      calls = [];
      // The length of a body is the body's.
      if (bound.name === 'content-length') continue;
      const { status, body } = await send(operation, bound);
      const reached = calls.some(
        (made) => made.operation === operation.name && made.input[bound.member] !== undefined,
      );
      const declared = Object.hasOwn(members, bound.member);
      if (!declared && status === 501 && (operation.method === 'HEAD' || body.includes(bound.name)))
        refused += 1;
      else if (!declared || !reached) passedOver.push(`${operation.name} ${bound.member}: ${status} ${body}`);
    }
  }
  expect(passedOver).toEqual([]);
  expect(refused).toBeGreaterThan(80);
});

test('a value other than the default is refused, naming the member and what it may be', async () => {
  const tried: string[] = [];
  for (const [name, { members }] of real.service.operations) {
    for (const [member, shape] of Object.entries(members)) {
      if (!(shape instanceof Only)) continue;
      const input = { [member]: 'something else', Bucket: bucket, Key: 'k' };
      const refused = real.service.call(name, input, call);
      await expect(refused).rejects.toMatchObject({ code: 'NotImplemented' });
      const message = new RegExp(`^${member} .*${name}.*${JSON.stringify(shape.values[0])}`);
      await expect(refused).rejects.toThrow(message);
      tried.push(`${name}.${member}`);
    }
  }
  expect(tried).toContain('putObject.StorageClass');
});

test('every operation of S3 that is not here has a name to be refused by', () => {
  const absent = s3Operations.filter(({ name }) => !real.service.operations.has(name));
  const named = Object.values(absentOperations).flatMap((names) => names.split(' or '));
  const elsewhere = ['ListDirectoryBuckets', 'WriteGetObjectResponse'];
  const expected = absent.map(({ name }) => name.charAt(0).toUpperCase() + name.slice(1));
  expect([...named, ...elsewhere].sort()).toEqual(expected.sort());
  for (const { method, on, parameters, name } of absent) {
    const key = [`${method} ${on}`, ...[...parameters.keys()].slice(0, 1).map((first) => `?${first}`)].join(
      ' ',
    );
    if (!elsewhere.some((other) => other.toLowerCase() === name.toLowerCase()))
      expect(absentOperations[key]!.toLowerCase()).toContain(name.toLowerCase());
  }
});
