/** What no SDK client sends, byte by byte. */
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import type { OutgoingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { startEndpoint } from '../../src/http/index.ts';
import { bucket } from '../s3/start-s3.ts';
import { fakeService, headerLines, signedByStranger, startS3Endpoint, startServices } from './start.ts';
import type { S3Endpoint } from './start.ts';

let s3: S3Endpoint;
beforeEach(async () => {
  s3 = await startS3Endpoint();
});
afterEach(() => s3.stop());

interface Answer {
  status: number | undefined;
  headers: Record<string, unknown>;
  body: string;
}

/** Sends a request whose path is not normalised, as `fetch` would do. */
async function send(
  method: string,
  path: string,
  headers: OutgoingHttpHeaders = {},
  body?: string | Buffer,
): Promise<Answer> {
  const { port } = new URL(s3.endpoint.url);
  const signed = signedByStranger(headers);
  const outgoing = request({ host: '127.0.0.1', port, method, path, headers: signed, agent: false });
  outgoing.end(body);
  const [response] = (await once(outgoing, 'response')) as [import('node:http').IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}
const codeOf = ({ body }: Answer) => /<Code>(\w+)<\/Code>/.exec(body)?.[1];

test.each(['/../secret', '/%2e%2e/secret', '/a/%2E%2E/%2e%2e/%2e%2e/secret', '/..%2f..%2fsecret'])(
  'the path %s does not lead out of the bucket',
  async (path) => {
    await writeFile(join(s3.home, 'secret'), 'secret');
    await mkdir(join(s3.directory, 'a'));
    expect(codeOf(await send('GET', `/${bucket}${path}`))).toBe('NoSuchKey');
    expect(codeOf(await send('PUT', `/${bucket}${path}`, {}, 'x'))).toBe('NotImplemented');
    expect((await send('DELETE', `/${bucket}${path}`)).status).toBe(204);
    expect((await readdir(s3.home)).sort()).toEqual(['s3', 'secret', 'tmp']);
  },
);

test('a key that begins with a slash stays in the home', async () => {
  const path = `/${bucket}/%2fetc/passwd`;
  expect((await send('PUT', path, {}, 'x')).status).toBe(200);
  expect((await send('GET', path)).body).toBe('x');
  expect((await readdir(s3.home)).sort()).toEqual(['s3', 's3-beside', 's3-metadata', 'tmp']);
  expect(await readdir(s3.directory)).toEqual([]);
});

test('an error document says what and where', async () => {
  const { status, headers, body } = await send('GET', `/${bucket}/a%26b`);
  expect(status).toBe(404);
  expect(headers['content-type']).toBe('application/xml');
  expect(body).toMatch(
    /^<\?xml version="1.0" encoding="UTF-8"\?>\n<Error><Code>NoSuchKey<\/Code><Message>The specified key does not exist.<\/Message><Key>a&#x26;b<\/Key>/,
  );
  expect(body).toContain(`<RequestId>${String(headers['x-amz-request-id'])}</RequestId>`);
});

test('a path that is not UTF-8 is InvalidURI', async () => {
  expect(codeOf(await send('GET', `/${bucket}/%ff`))).toBe('InvalidURI');
});

// What the Java SDK offers with every GetObject; no `x-amz-transfer-encoding` in the answer declines.
test('an object is given without the digest that a client offers to take', async () => {
  await send('PUT', `/${bucket}/a`, {}, 'x');
  const { body, headers } = await send('GET', `/${bucket}/a`, { 'x-amz-te': 'append-md5' });
  expect([body, headers['x-amz-transfer-encoding']]).toEqual(['x', undefined]);
});

test('the bucket may stand in the host', async () => {
  await send('PUT', '/a/b', { host: `${bucket}.localhost` }, 'x');
  expect((await send('GET', `/${bucket}/a/b`)).body).toBe('x');
});

// The form of https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
const signature = 'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648';
const signed = (...chunks: string[]) =>
  [...chunks, '']
    .map((chunk) => `${chunk.length.toString(16)};chunk-signature=${signature}\r\n${chunk}\r\n`)
    .join('');
const streaming = (length: number) => ({
  'content-encoding': 'aws-chunked',
  'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
  'x-amz-decoded-content-length': length,
});

test('signed chunks are decoded', async () => {
  expect((await send('PUT', `/${bucket}/a`, streaming(8), signed('hel\r\n', 'lo!'))).status).toBe(200);
  const { body, headers } = await send('GET', `/${bucket}/a`);
  expect([body, headers['content-encoding']]).toEqual(['hel\r\nlo!', undefined]);
});

test.each([
  ['shorter than it says', streaming(9), signed('hello')],
  ['without a last chunk', streaming(5), '5\r\nhello\r\n'],
  ['cut off', streaming(5), '5\r\nhel'],
  ['without sizes', streaming(5), 'hello'],
  ['with a size that is none', streaming(5), 'x\r\nhello\r\n0\r\n\r\n'],
  ['with more than a chunk says', streaming(5), '5\r\nhello!\r\n0\r\n\r\n'],
])('a body in chunks %s is IncompleteBody', async (_what, headers, body) => {
  expect(codeOf(await send('PUT', `/${bucket}/a`, headers, body))).toBe('IncompleteBody');
  expect([await readdir(s3.directory), await readdir(join(s3.home, 'tmp'))]).toEqual([[], []]);
});

const trailing = (name: string) => ({
  'content-encoding': 'aws-chunked',
  'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
  'x-amz-trailer': name,
});
// CRC-32 of "hello" is 3610a686.
test.each([
  ['right', 'x-amz-checksum-crc32', 'x-amz-checksum-crc32:NhCmhg==', undefined],
  ['wrong', 'x-amz-checksum-crc32', 'x-amz-checksum-crc32:AAAAAA==', 'BadDigest'],
  ['missing', 'x-amz-checksum-crc32', '', 'BadDigest'],
  ['unknown', 'x-amz-checksum-xxhash64', 'x-amz-checksum-xxhash64:AAAA', 'NotImplemented'],
])('a checksum in a trailer that is %s', async (_what, name, trailer, code) => {
  const body = `5\r\nhello\r\n0\r\n${trailer}${trailer && '\r\n'}\r\n`;
  expect(codeOf(await send('PUT', `/${bucket}/a`, trailing(name), body))).toBe(code);
  expect(await readdir(s3.directory)).toEqual(code ? [] : ['a']);
});

test.each([
  ['no XML', '<Delete><Object>'],
  ['another document', '<Other/>'],
  ['nothing', ''],
  ['no keys', '<Delete></Delete>'],
  ['an object without a key', '<Delete><Object>a</Object></Delete>'],
  ['an unknown entity', '<Delete><Object><Key>&nope;</Key></Object></Delete>'],
])('DeleteObjects with %s is MalformedXML', async (_what, body) => {
  expect(codeOf(await send('POST', `/${bucket}?delete`, {}, body))).toBe('MalformedXML');
});

test('DeleteObjects verifies its digest', async () => {
  const body = '<Delete><Object><Key>a</Key></Object></Delete>';
  const md5 = { 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' };
  expect(codeOf(await send('POST', `/${bucket}?delete`, md5, body))).toBe('BadDigest');
});

test('an error comes through although the body was not read, and the connection serves the next request', async () => {
  const large = Buffer.alloc(5 * 1024 * 1024);
  expect(codeOf(await send('PUT', '/no-such-bucket/a', {}, large))).toBe('NoSuchBucket');
  const { port } = new URL(s3.endpoint.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(`PUT /no-such-bucket/a HTTP/1.1\r\n${headerLines({ 'Content-Length': large.length })}\r\n`);
  socket.write(large);
  socket.end(`GET /${bucket}?location HTTP/1.1\r\n${headerLines({ Connection: 'close' })}\r\n`);
  const answers = await text(socket);
  expect(answers).toContain('NoSuchBucket');
  expect(answers).toContain('<LocationConstraint');
});

test('foreign web pages and foreign names are refused', async () => {
  const { host } = new URL(s3.endpoint.url);
  expect((await send('GET', '/', { origin: 'https://example.com' })).status).toBe(403);
  expect((await send('GET', '/', { host: 'rebound.example.com' })).status).toBe(403);
  expect((await send('GET', '/', { host, origin: `http://${host}` })).status).toBe(200);
});

test('a client that goes away aborts the call and leaves no scratch file', async () => {
  const { port } = new URL(s3.endpoint.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(`PUT /${bucket}/a HTTP/1.1\r\n${headerLines({ 'Content-Length': 1000 })}\r\nhello`);
  while ((await readdir(join(s3.home, 'tmp'))).length === 0) await new Promise(setImmediate);
  socket.destroy();
  while ((await readdir(join(s3.home, 'tmp'))).length > 0) await new Promise(setImmediate);
  expect(await readdir(s3.directory)).toEqual([]);
});

test('the signal tells an operation that its client has gone; stop() ends what is open', async () => {
  const started: (() => void)[] = [];
  const aborted: Promise<unknown>[] = [];
  const slow = fakeService('glue', {
    async getTable(_input, { signal }) {
      const abort = once(signal!, 'abort');
      aborted.push(abort);
      started.shift()?.();
      await abort;
    },
  });
  const endpoint = await startServices(slow);
  const ask = (signal?: AbortSignal) => {
    const running = new Promise<void>((resolve) => started.push(resolve));
    const answer = fetch(endpoint.url, {
      method: 'POST',
      headers: signedByStranger({ 'X-Amz-Target': 'AWSGlue.GetTable' }),
      signal,
    });
    const outcome = answer.then(
      () => 'answered',
      () => 'broken off',
    );
    return { running, outcome };
  };
  const client = new AbortController();
  const first = ask(client.signal);
  await first.running;
  client.abort();
  expect(await first.outcome).toBe('broken off');
  await aborted[0];
  const second = ask();
  await second.running;
  await endpoint.stop();
  expect(await second.outcome).toBe('broken off');
  await aborted[1];
  await expect(fetch(endpoint.url)).rejects.toThrow();
});

test('a port that is taken is an error that says so', async () => {
  const port = Number(new URL(s3.endpoint.url).port);
  const second = startEndpoint({ services: [], holderOf: () => ({ principal: { arn: '' } }), port });
  await expect(second).rejects.toThrow(`Port ${port} on 127.0.0.1 is in use`);
});
