/**
 * Whatever is sent, the endpoint answers with an error of AWS's shape and lives on. The services behind it are the real
 * ones, on an empty lake.
 */
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { jest } from '@jest/globals';
import fc from 'fast-check';
import type { Endpoint } from '../../src/http/index.ts';
import type { Service } from '../../src/service.ts';
import { allServices } from '../support/services.ts';
import { headerLines, signedByStranger, startServices } from './start.ts';

const bucket = 'lake';
const definition = JSON.stringify({
  QueryLanguage: 'JSONata',
  StartAt: 'Done',
  States: { Done: { Type: 'Succeed' } },
});
const role = 'arn:aws:iam::000000000000:role/machine';
const machine = 'arn:aws:states:us-east-1:000000000000:stateMachine:machine';
const stack = {
  name: 'test',
  accountId: '000000000000',
  region: 'us-east-1',
  directory: '',
  resources: [
    resource('AWS::S3::Bucket', bucket, {}),
    resource('AWS::Glue::Database', 'db', { DatabaseInput: { Name: 'db' } }),
    resource('AWS::Glue::Table', 'runs', {
      DatabaseName: 'db',
      TableInput: { Name: 'runs', PartitionKeys: [{ Name: 'run', Type: 'string' }] },
    }),
    resource('AWS::StepFunctions::StateMachine', machine, {
      StateMachineName: 'machine',
      DefinitionString: definition,
      RoleArn: role,
    }),
  ],
};

function resource(type: string, physicalId: string, properties: Record<string, unknown>) {
  return { logicalId: physicalId, type, physicalId, attributes: {}, properties };
}

let home: string;
let services: Service[];
let endpoint: Endpoint;
const defects = jest
  .spyOn(console, 'error')
  .mockImplementation((...a) => process.stderr.write(String((a[1] as Error).stack)));

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'nocturne-fuzz-'));
  services = allServices(join(home, 'home'), stack);
  endpoint = await startServices(...services);
});
afterEach(async () => {
  const found = defects.mock.calls.splice(0);
  expect(found).toEqual([]);
  expect(readdirSync(home)).toEqual(['home']);
  const [answer] = await rawAnswers(
    `GET /${bucket}?location HTTP/1.1\r\n${headerLines({ Connection: 'close' })}\r\n`,
  );
  expect(answer).toMatch(/^HTTP\/1.1 200 OK\r\n/);
});
afterAll(async () => {
  await endpoint.stop();
  rmSync(home, { recursive: true, force: true });
});

interface Answer {
  status: number;
  type: string | undefined;
  body: string;
}

async function send(
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: Buffer,
): Promise<Answer> {
  const { port } = new URL(endpoint.url);
  const length = { 'content-length': body?.length ?? 0 };
  const outgoing = request({
    host: '127.0.0.1',
    port,
    method,
    path,
    headers: { ...signedByStranger(headers), ...length },
    agent: false,
  });
  outgoing.end(body);
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: response.statusCode!, type: response.headers['content-type'], body: await text(response) };
}

/** What comes back on a connection on which these bytes are sent, answer by answer. */
async function rawAnswers(bytes: Buffer | string): Promise<string[]> {
  const socket = connect(Number(new URL(endpoint.url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.end(bytes);
  const received = await buffer(socket).catch(() => Buffer.alloc(0));
  return received.toString('latin1').split(/(?=HTTP\/1\.1 \d)/);
}

const prefixes: Record<string, string> = { sfn: 'AWSStepFunctions', athena: 'AmazonAthena', glue: 'AWSGlue' };
const operation = fc.constantFrom(...Object.keys(prefixes)).chain((name) => {
  const { operations } = services.find((service) => service.name === name)!;
  return fc.constantFrom(
    ...[...operations].map(([operation, { members }]) => ({ name, operation, members })),
  );
});
const target = (name: string, operation: string) =>
  `${prefixes[name]}.${operation.charAt(0).toUpperCase()}${operation.slice(1)}`;
const unusual = fc.constantFrom<unknown>(
  '__proto__', 'constructor', '', '../../..', 'a\0b', '\ud800', 'machine', 'db', 'runs', 'x'.repeat(70_000), machine,
  null, -1, 1e308, 0.5, true, [], {}, [null], [['a']], { a: null },
); // prettier-ignore
const value = fc.oneof(unusual, fc.jsonValue());

async function json(header: string, body: Buffer): Promise<Answer> {
  const answer = await send('POST', '/', { 'x-amz-target': header }, body);
  expect(answer.type).toMatch(/^application\/x-amz-json-1\.[01]$/);
  const parsed = JSON.parse(answer.body) as { __type?: string };
  if (answer.status !== 200) expect(parsed.__type).toMatch(/^[A-Z]\w+$/);
  expect(answer.status).toBeLessThan(500);
  return answer;
}

test('operations with members of any kind', async () => {
  const call = operation.chain(({ name, operation, members }) =>
    fc.record({
      name: fc.constant(name),
      operation: fc.constant(operation),
      input: fc.record(Object.fromEntries(Object.keys(members).map((member) => [member, value])), {
        requiredKeys: [],
      }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(call, async ({ name, operation, input }) => {
      await json(target(name, operation), Buffer.from(JSON.stringify(input)));
    }),
    { numRuns: 600 },
  );
});

test('members that look right hold anything', async () => {
  const known: Record<string, fc.Arbitrary<unknown>> = {
    DatabaseName: fc.constant('db'),
    TableName: fc.constant('runs'),
    Name: fc.constantFrom('db', 'runs'),
    stateMachineArn: fc.constant(machine),
    executionArn: fc.constantFrom(
      ...['a', '..', '__proto__', 'x'.repeat(300), 'a/../../b', 'a\0'].map(
        (name) => `${machine.replace('stateMachine', 'execution')}:${name}`,
      ),
    ),
    mapRunArn: fc.constantFrom(
      ...['a:b', '..:..', '__proto__:x', `a:${'x'.repeat(300)}`].map(
        (name) => `${machine.replace('stateMachine', 'mapRun')}/${name}`,
      ),
    ),
    name: fc.constantFrom('a', 'x'.repeat(81), '..', '__proto__', 'constructor'),
    input: fc.json(),
    definition: fc.oneof(fc.json(), fc.constant(definition)),
    PartitionInput: fc.record({
      Values: fc.array(fc.string(), { maxLength: 2 }),
      StorageDescriptor: value,
      Parameters: value,
    }),
    QueryString: fc.string({ minLength: 1 }),
    Expression: fc.string(),
  };
  const call = operation.chain(({ name, operation, members }) =>
    fc.record({
      header: fc.constant(target(name, operation)),
      input: fc.record(
        Object.fromEntries(Object.keys(members).map((member) => [member, known[member] ?? fc.string()])),
        {
          requiredKeys: [],
        },
      ),
    }),
  );
  await fc.assert(
    fc.asyncProperty(call, async ({ header, input }) => {
      await json(header, Buffer.from(JSON.stringify(input)));
    }),
    { numRuns: 600 },
  );
});

test.each([
  ['not JSON', '{"a":'],
  ['not UTF-8', '\xff\xfe'],
  ['a list', '[]'],
  ['nothing but null', 'null'],
  ['deeply nested', '['.repeat(500_000)],
  ['deeply nested and closed', `{"input":${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
  ['with a member __proto__', '{"__proto__":{"polluted":true}}'],
  ['with a member constructor', '{"constructor":{"prototype":{"polluted":true}}}'],
  ['beyond 2 MiB', `{"name":"${'x'.repeat(3_000_000)}"}`],
])('a body that is %s', async (_what, body) => {
  const { status } = await json('AWSStepFunctions.StartExecution', Buffer.from(body, 'latin1'));
  expect([400, 413]).toContain(status);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('targets that nobody has', async () => {
  const name = fc.stringMatching(/^[\x21-\x7e]{0,80}$/);
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        name,
        fc
          .tuple(fc.constantFrom(...Object.values(prefixes), '__proto__'), name)
          .map((parts) => parts.join('.')),
      ),
      async (header) => {
        const { status, body } = await json(header, Buffer.from('{}'));
        expect([status, (JSON.parse(body) as { __type: string }).__type]).toEqual([
          400,
          'UnknownOperationException',
        ]);
      },
    ),
  );
});

const piece = fc.oneof(
  fc.constantFrom('..', '.', '%2e%2e', '%2E%2e', '%2f', '%5c', '\\', '%00', '%ff', '%', '', 'a', 'a', 'b', '__proto__', '%F0%9F%98%80', 'x'.repeat(300)),
  fc.stringMatching(/^[\x21-\x7e]{0,12}$/),
); // prettier-ignore
const path = fc
  .tuple(
    fc.constantFrom(`/${bucket}/`, `/${bucket}/`, '/', '//', '/%2e%2e/'),
    fc.array(piece, { maxLength: 6 }),
  )
  .map(([start, pieces]) => start + pieces.join('/'));
const query = fc.constantFrom(
  '', '?', '?list-type=2', '?list-type=2&prefix=%2e%2e/&delimiter=/', '?uploads', '?uploadId=x&partNumber=1', '?uploadId', '?delete',
  '?list-type=2&continuation-token=%7b%7d', '?list-type=2&max-keys=x', '?__proto__=1', '?constructor', '?acl', '?versionId=1', '?%ff',
); // prettier-ignore
const header = fc.constantFrom<[string, string]>(
  ['range', 'bytes=5-1'], ['range', 'bytes=a-'], ['if-match', ',,,"'], ['if-modified-since', 'never'], ['x-amz-copy-source', '../../a'],
  ['x-amz-copy-source', `/${bucket}/%ff`], ['content-md5', '!'], ['x-amz-checksum-crc32', 'é'], ['content-encoding', 'aws-chunked'],
  ['x-amz-content-sha256', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER'], ['x-amz-trailer', 'x-amz-checksum-crc32,__proto__'],
  ['x-amz-decoded-content-length', '-1'], ['x-amz-meta-__proto__', 'x'], ['x-amz-meta-a', 'é'], ['x-amz-expected-bucket-owner', '1'],
  ['x-amz-copy-source-range', 'bytes=9-1'], ['x-amz-acl', 'private'], ['content-type', 'application/x-www-form-urlencoded'],
); // prettier-ignore
const body = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc
    .constantFrom('<Delete>', '<Delete><Object><Key>a</Key></Object></Delete>', '<!DOCTYPE a [<!ENTITY b "c">]><Delete>&b;</Delete>',
      '<__proto__><a/></__proto__>', '<Delete><__proto__>1</__proto__></Delete>', `${'<a>'.repeat(5000)}`, '&#x110000;<a/>',
      '<Delete><Object><Key>&#x110000;</Key></Object></Delete>', '<CompleteMultipartUpload><Part/></CompleteMultipartUpload>',
      '5\r\nhello\r\n0\r\n\r\n', 'Action=ListStackResources&Version=2010-05-15&__proto__=1', 'Action=__proto__&Version=__proto__', 'Action=ListStackResources&Version=2010-05-15&StackName=test')
    .map((document) => Buffer.from(document)), // prettier-ignore
);

test('S3 and forms with tricks in path, parameters, headers and body', async () => {
  const method = fc.constantFrom('GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS');
  const call = fc.tuple(method, path, query, fc.array(header, { maxLength: 3 }), body);
  await fc.assert(
    fc.asyncProperty(call, async ([method, path, query, headers, body]) => {
      const { status, body: answer } = await send(method, path + query, Object.fromEntries(headers), body);
      if (status >= 300 && status !== 304 && method !== 'HEAD')
        expect(answer).toMatch(/<Code>[A-Z]\w+<\/Code>/);
      expect(status < 500 || status === 501).toBe(true);
      expect(existsSync(join(home, 'home', 's3', 'a'))).toBe(false);
    }),
    { numRuns: 1000 },
  );
});

test('bytes that are no HTTP', async () => {
  const line = fc.constantFrom('GET / HTTP/1.1', 'POST / HTTP/1.1', 'Host: 127.0.0.1', 'Host: example.com', 'Content-Length: -1', 'Content-Length: 5',
    'Content-Length: 99999999999999999999', 'Transfer-Encoding: chunked', 'Transfer-Encoding: x', 'Expect: 100-continue', 'Upgrade: websocket',
    'Connection: Upgrade', 'X-Amz-Target: AWSGlue.GetTable', 'Authorization: AWS4-HMAC-SHA256 Credential=/', 'CONNECT a:1 HTTP/1.1', '', '0', 'zz', 'hello'); // prettier-ignore
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    fc.array(line, { maxLength: 8 }).map((lines) => Buffer.from(`${lines.join('\r\n')}\r\n\r\n`)),
  );
  await fc.assert(
    fc.asyncProperty(bytes, async (bytes) => {
      for (const answer of await rawAnswers(bytes))
        expect(answer).toMatch(/^(HTTP\/1\.1 [1-4]\d\d |HTTP\/1\.1 501 |$)/);
    }),
    { numRuns: 300 },
  );
});

test('headers that are too long have an error of their own', async () => {
  const answer = await rawAnswers(
    `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Amz-Meta-A: ${'x'.repeat(100_000)}\r\n\r\n`,
  );
  expect(answer.join('')).toContain('<Code>RequestHeaderSectionTooLarge</Code>');
  expect((await rawAnswers('GET\r\n\r\n')).join('')).toContain('<Code>BadRequest</Code>');
});

test('the endpoint listens on loopback only', async () => {
  const { port } = new URL(endpoint.url);
  const others = Object.values(networkInterfaces())
    .flatMap((addresses = []) => addresses)
    .filter(({ internal }) => !internal);
  for (const { address, scopeid } of others) {
    const host = scopeid ? `${address}%${scopeid}` : address;
    const socket = connect({ host, port: Number(port) });
    await expect(once(socket, 'connect')).rejects.toThrow();
    socket.destroy();
  }
});
