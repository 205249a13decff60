/** Who is believed to have sent a request, and how each protocol refuses it otherwise. */
import { once } from 'node:events';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { CloudFormationClient, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import fc from 'fast-check';
import { startEndpoint } from '../../src/http/index.ts';
import type { Endpoint } from '../../src/http/index.ts';
import { createCredentials } from '../../src/iam/index.ts';
import type { Call } from '../../src/service.ts';
import { bucket, startS3 } from '../s3/start-s3.ts';
import type { TestS3 } from '../s3/start-s3.ts';
import { clientConfig, fakeService, signedByStranger } from './start.ts';

const credentials = createCredentials();
const issued = credentials.issue('fn', 'session');
const asRole = 'arn:aws:sts::000000000000:assumed-role/fn/session';
const asAdministrator = 'arn:aws:iam::000000000000:root';

let s3: TestS3;
let endpoint: Endpoint;
let lastCall: Call | undefined;

beforeAll(async () => {
  const answer = (output: object) => async (_input: never, call: Call) => {
    lastCall = call;
    return output;
  };
  s3 = await startS3();
  const services = [
    s3.service,
    fakeService('sfn', { describeExecution: answer({ executionArn: 'arn' }) }),
    fakeService('lambda', { invoke: answer({ StatusCode: 200, Payload: Buffer.from('{}') }) }),
    fakeService('cloudformation', { listStackResources: answer({ StackResourceSummaries: [] }) }),
  ];
  endpoint = await startEndpoint({ services, holderOf: credentials.holderOf, port: 0 });
});
beforeEach(() => void (lastCall = undefined));
afterAll(async () => {
  await endpoint.stop();
  await s3.remove();
});

type Config = ReturnType<typeof clientConfig> & { systemClockOffset?: number };
const config = (keys: object = issued, more: object = {}) =>
  ({ ...clientConfig(endpoint), forcePathStyle: true, credentials: keys, ...more }) as Config;

/** One call in each protocol. */
const calls: Record<string, (config: Config) => Promise<unknown>> = {
  sfn: (settings) => new SFNClient(settings).send(new DescribeExecutionCommand({ executionArn: 'arn:ü' })),
  lambda: (settings) =>
    new LambdaClient(settings).send(
      new InvokeCommand({
        FunctionName: 'arn:aws:lambda:us-east-1:000000000000:function:a',
        Payload: '{"a":1}',
      }),
    ),
  cloudformation: (settings) =>
    new CloudFormationClient(settings).send(new ListStackResourcesCommand({ StackName: 'a+b c' })),
};

describe('signatures of the SDK clients are verified', () => {
  test.each(Object.keys(calls))('%s', async (service) => {
    await calls[service]!(config());
    expect(lastCall!.principal.arn).toBe(asRole);
    await calls[service]!(config({ accessKeyId: 'any', secretAccessKey: 'any' }));
    expect(lastCall!.principal.arn).toBe(asAdministrator);
  });

  test('s3, whatever is in a key, and however its body is sent', async () => {
    const client = new S3Client(config());
    for (const Key of ["a b/ü+~%'()!*&=?#", '2026-01-01T00:00:00Z/$.json']) {
      const target = { Bucket: bucket, Key };
      await client.send(new PutObjectCommand({ ...target, Body: 'text', Metadata: { a: ' b  c ' } }));
      expect(await (await client.send(new GetObjectCommand(target))).Body!.transformToString()).toBe('text');
      const Body = Readable.from(['in ', 'pieces'].map((part) => Buffer.from(part)));
      await client.send(new PutObjectCommand({ ...target, Body, ContentLength: 9 }));
      expect(await (await client.send(new GetObjectCommand(target))).Body!.transformToString()).toBe(
        'in pieces',
      );
      await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: Key, Delimiter: '/' }));
    }
    client.destroy();
  });
});

interface Refusal {
  name: string;
  status: number;
  message?: RegExp;
}

const minutes = 60_000;
const wrongSecret = { ...issued, secretAccessKey: 'another' };
const noToken = { ...issued, sessionToken: undefined };
const wrongToken = { ...issued, sessionToken: 'another' };

/** Codes and statuses as users of AWS report them, e.g. https://github.com/aws/aws-sdk-js-v3/issues/7135. */
const refusals: [string, object, object, Record<string, Refusal>][] = [
  [
    'another secret',
    wrongSecret,
    {},
    {
      sfn: {
        name: 'InvalidSignatureException',
        status: 400,
        message: /^The request signature we calculated does/,
      },
      lambda: { name: 'InvalidSignatureException', status: 403 },
      cloudformation: { name: 'SignatureDoesNotMatch', status: 403 },
      s3: { name: 'SignatureDoesNotMatch', status: 403 },
    },
  ],
  [
    'no session token',
    noToken,
    {},
    {
      sfn: {
        name: 'UnrecognizedClientException',
        status: 400,
        message: /^The security token included in the /,
      },
      lambda: { name: 'UnrecognizedClientException', status: 403 },
      cloudformation: { name: 'InvalidClientTokenId', status: 403 },
      s3: { name: 'InvalidAccessKeyId', status: 403 },
    },
  ],
  [
    'another session token',
    wrongToken,
    {},
    {
      sfn: { name: 'UnrecognizedClientException', status: 400 },
      lambda: { name: 'UnrecognizedClientException', status: 403 },
      cloudformation: { name: 'InvalidClientTokenId', status: 403 },
      s3: { name: 'InvalidToken', status: 400 },
    },
  ],
  [
    'a signature of 20 minutes ago',
    issued,
    { systemClockOffset: -20 * minutes },
    {
      sfn: {
        name: 'InvalidSignatureException',
        status: 400,
        message:
          /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/,
      },
      lambda: { name: 'InvalidSignatureException', status: 403 },
      cloudformation: { name: 'SignatureDoesNotMatch', status: 403, message: /- 15 min\.\)$/ },
      s3: { name: 'RequestTimeTooSkewed', status: 403 },
    },
  ],
  [
    'a signature of 20 minutes hence, with keys that were not issued here',
    { accessKeyId: 'any', secretAccessKey: 'any' },
    { systemClockOffset: 20 * minutes },
    {
      sfn: {
        name: 'InvalidSignatureException',
        status: 400,
        message: /^Signature not yet current: .* \+ 5 min/,
      },
      lambda: { name: 'InvalidSignatureException', status: 403 },
      cloudformation: { name: 'SignatureDoesNotMatch', status: 403 },
      s3: { name: 'RequestTimeTooSkewed', status: 403 },
    },
  ],
];

describe.each(refusals)('%s', (_what, keys, more, expected) => {
  test.each(Object.entries(expected))('is refused by %s', async (service, { name, status, message }) => {
    const settings = config(keys, more);
    const list = new ListObjectsV2Command({ Bucket: bucket });
    const call = service === 's3' ? new S3Client(settings).send(list) : calls[service]!(settings);
    const error = (await call.then(
      () => undefined,
      (reason: unknown) => reason,
    )) as { name: string; message: string; $metadata: { httpStatusCode: number } };
    expect([error.name, error.$metadata.httpStatusCode]).toEqual([name, status]);
    if (message) expect(error.message).toMatch(message);
    expect(lastCall).toBeUndefined();
  });
});

/** Sends these very headers; resolves to the status and the code of the error. */
async function send(
  method: string,
  path: string,
  headers: Record<string, string>,
  body = '',
): Promise<unknown[]> {
  const { port } = new URL(endpoint.url);
  const outgoing = request({ host: '127.0.0.1', port, method, path, headers, agent: false });
  outgoing.end(body);
  const [response] = (await once(outgoing, 'response')) as [import('node:http').IncomingMessage];
  const answer = await text(response);
  const code =
    response.headers['x-amzn-errortype'] ??
    /<Code>(\w+)<\/Code>/.exec(answer)?.[1] ??
    (JSON.parse(answer) as { __type?: string }).__type;
  return [response.statusCode, code];
}

const form = 'application/x-www-form-urlencoded';
const requests: Record<string, [string, string, Record<string, string>, string]> = {
  sfn: ['POST', '/', { 'x-amz-target': 'AWSStepFunctions.DescribeExecution' }, '{}'],
  lambda: ['POST', '/2015-03-31/functions/a/invocations', {}, '{}'],
  cloudformation: ['POST', '/', { 'content-type': form }, 'Action=ListStackResources&Version=2010-05-15'],
  s3: ['GET', `/${bucket}?list-type=2`, {}, ''],
};

const strange = signedByStranger();
const authorization = (value: string) => ({ ...strange, authorization: value });
const without = (name: string) =>
  Object.fromEntries(Object.entries(strange).filter(([field]) => field !== name));

/** What each protocol answers, in the order of `requests`. */
const malformed: [string, Record<string, string>, [number, string][]][] = [
  [
    'no signature at all',
    {},
    [
      [400, 'MissingAuthenticationTokenException'],
      [403, 'MissingAuthenticationTokenException'],
      [403, 'MissingAuthenticationToken'],
      [403, 'AccessDenied'],
    ],
  ],
  ...[
    'Basic YTpi',
    'AWS AKIDTEST:c2lnbmF0dXJl',
    'AWS4-ECDSA-P256-SHA256 Credential=a/20261122/s3/aws4_request',
  ].map((header): [string, Record<string, string>, [number, string][]] => [
    `the authorization ${header}`,
    authorization(header),
    [
      [400, 'IncompleteSignatureException'],
      [403, 'IncompleteSignatureException'],
      [400, 'IncompleteSignature'],
      [400, 'InvalidRequest'],
    ],
  ]),
  ...[
    strange.authorization!.replace(/Credential=[^,]*, /, ''),
    strange.authorization!.replace('Signature=', 'Signature'),
    strange.authorization!.replace(/AKIDTEST.*aws4_request/, 'AKIDTEST'),
    strange.authorization!.replace('aws4_request', 'aws3_request'),
    'AWS4-HMAC-SHA256',
  ].map((header): [string, Record<string, string>, [number, string][]] => [
    `the authorization ${header.replaceAll(/\d{8}/g, '<date>')}`,
    authorization(header),
    [
      [400, 'IncompleteSignatureException'],
      [403, 'IncompleteSignatureException'],
      [400, 'IncompleteSignature'],
      [400, 'AuthorizationHeaderMalformed'],
    ],
  ]),
  [
    'no time',
    without('x-amz-date'),
    [
      [400, 'IncompleteSignatureException'],
      [403, 'IncompleteSignatureException'],
      [400, 'IncompleteSignature'],
      [403, 'AccessDenied'],
    ],
  ],
  [
    'a credential of another day',
    authorization(strange.authorization!.replace(/\/\d{8}\//, '/20150830/')),
    [
      [400, 'InvalidSignatureException'],
      [403, 'InvalidSignatureException'],
      [403, 'SignatureDoesNotMatch'],
      [400, 'AuthorizationHeaderMalformed'],
    ],
  ],
  [
    'a host that is not signed',
    authorization(strange.authorization!.replace('host;', '')),
    [
      [400, 'InvalidSignatureException'],
      [403, 'InvalidSignatureException'],
      [403, 'SignatureDoesNotMatch'],
      [403, 'AccessDenied'],
    ],
  ],
];

test.each(malformed)('%s', async (_what, headers, expected) => {
  const answers = await Promise.all(
    Object.values(requests).map(([method, path, own, body]) =>
      send(method, path, { ...headers, ...own }, body),
    ),
  );
  expect(answers).toEqual(expected);
  expect(lastCall).toBeUndefined();
});

describe('S3 besides', () => {
  const list = (headers: Record<string, string>) => send('GET', `/${bucket}?list-type=2`, headers);

  test('demands to know what of the body was signed', async () => {
    expect(await list(without('x-amz-content-sha256'))).toEqual([400, 'InvalidRequest']);
    expect(await list(signedByStranger({ 'x-amz-content-sha256': 'sha' }))).toEqual([400, 'InvalidArgument']);
  });

  test('compares the hash of a body that anybody signed', async () => {
    const headers = signedByStranger({ 'x-amz-content-sha256': 'ab'.repeat(32) });
    expect(await send('PUT', `/${bucket}/key`, headers, 'x')).toEqual([400, 'XAmzContentSHA256Mismatch']);
  });

  test('demands that all of its headers are signed', async () => {
    expect(await list({ ...strange, 'x-amz-acl': 'private' })).toEqual([403, 'AccessDenied']);
  });

  test('refuses presigned URLs', async () => {
    const query = 'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=60&X-Amz-Signature=00';
    expect(await send('GET', `/${bucket}/key?${query}`, {})).toEqual([501, 'NotImplemented']);
  });
});

test('a role cannot be had by its access key alone', async () => {
  const header = strange.authorization!.replace('AKIDTEST', issued.accessKeyId);
  const stolen = signedByStranger({ 'x-amz-security-token': issued.sessionToken });
  expect(await send(...withHeaders(requests.sfn!, { ...stolen, authorization: header }))).toEqual([
    400,
    'InvalidSignatureException',
  ]);
  expect(lastCall).toBeUndefined();
});

test('no header Authorization is beyond an answer in the words of AWS', async () => {
  const words = [
    'AWS4-HMAC-SHA256',
    'Credential=',
    'SignedHeaders=',
    'Signature=',
    ', ',
    ' ',
    '/',
    'host',
    '__proto__=',
  ];
  const value = fc.array(fc.oneof(fc.constantFrom(...words), fc.string())).map((parts) => parts.join(''));
  const sendable = value
    .map((header) => header.replaceAll(/[^\x20-\x7e]/g, ''))
    .filter((header) => header.trim() !== '');
  await fc.assert(
    fc.asyncProperty(sendable, fc.constantFrom(...Object.keys(requests)), async (header, protocol) => {
      const [status] = await send(...withHeaders(requests[protocol]!, authorization(header)));
      expect([400, 403]).toContain(status);
    }),
    { numRuns: 100 },
  );
});

function withHeaders(
  [method, path, own, body]: (typeof requests)[string],
  headers: Record<string, string>,
): (typeof requests)[string] {
  return [method, path, { ...headers, ...own }, body];
}
