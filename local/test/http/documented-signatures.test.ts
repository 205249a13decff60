/**
 * The examples with which AWS's documentation of Signature Version 4 in S3 checks a calculation:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, sigv4-streaming.html and
 * sigv4-streaming-trailers.html beside it. Dates, secrets and signatures are theirs.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { jest } from '@jest/globals';
import { authenticate } from '../../src/http/authenticate.ts';
import type { Exchange } from '../../src/http/protocol.ts';
import { decodeAwsChunked } from '../../src/http/s3/aws-chunked.ts';
import { SignatureRefusal } from '../../src/http/signature/refusal.ts';
import { s3SignatureRules } from '../../src/http/signature/rules.ts';

const accessKeyId = 'AKIAIOSFODNN7EXAMPLE';
const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const time = '20130524T000000Z';
const nothing = createHash('sha256').update('').digest('hex');

beforeAll(() => void jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2013, 4, 24)));
afterAll(() => void jest.restoreAllMocks());

interface Example {
  method?: string;
  url: string;
  headers?: Record<string, string>;
  signature: string;
  body?: string;
}

function exchangeOf({ method = 'GET', url, headers = {}, signature, body = '' }: Example): Exchange {
  const all: Record<string, string> = {
    host: 'examplebucket.s3.amazonaws.com',
    'x-amz-content-sha256': nothing,
    'x-amz-date': time,
    ...headers,
  };
  const credential = `${accessKeyId}/20130524/us-east-1/s3/aws4_request`;
  const names = Object.keys(all).sort().join(';');
  all.authorization = `AWS4-HMAC-SHA256 Credential=${credential},SignedHeaders=${names},Signature=${signature}`;
  const headersDistinct = Object.fromEntries(Object.entries(all).map(([name, value]) => [name, [value]]));
  const request = { method, headers: all, headersDistinct } as Partial<IncomingMessage> as IncomingMessage;
  const [path = '', query = ''] = url.split('?');
  const chunks = (async function* () {
    yield Buffer.from(body);
  })();
  return { request, path, query: new URLSearchParams(query), body: chunks } as Partial<Exchange> as Exchange;
}

function verify(exchange: Exchange) {
  // The examples have long-term keys; those that the runtime issues have a session token besides, and sign it.
  Object.defineProperty(exchange.request.headers, 'x-amz-security-token', { value: '' });
  const credentials = { accessKeyId, secretAccessKey, sessionToken: '' };
  return authenticate(exchange, s3SignatureRules, () => ({ principal: { arn: 'arn' }, credentials }));
}

const examples: [string, Example][] = [
  [
    'GET object',
    {
      url: '/test.txt',
      headers: { range: 'bytes=0-9' },
      signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    },
  ],
  [
    'PUT object',
    {
      method: 'PUT',
      url: '/test%24file.text',
      headers: {
        'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
        'x-amz-storage-class': 'REDUCED_REDUNDANCY',
        date: 'Fri, 24 May 2013 00:00:00 GMT',
      },
      signature: '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
      body: 'Welcome to Amazon S3.',
    },
  ],
  [
    'GET bucket lifecycle',
    { url: '/?lifecycle', signature: 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543' },
  ],
  [
    'list objects',
    {
      url: '/?max-keys=2&prefix=J',
      signature: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    },
  ],
];

test.each(examples)('%s', async (_name, example) => {
  const { principal, body } = await verify(exchangeOf(example));
  expect(principal.arn).toBe('arn');
  expect(await text(body)).toBe(example.body ?? '');
});

test.each(examples)('%s, with anything else than what was signed', async (_name, example) => {
  const headers = { ...example.headers, 'x-amz-date': '20130524T000001Z' };
  const changed = [
    { ...example, method: 'DELETE' },
    { ...example, url: `${example.url}x` },
    { ...example, headers },
    { ...example, signature: example.signature.replace(/./, (digit) => (digit === '0' ? '1' : '0')) },
    { ...example, signature: example.signature.slice(0, -1) },
  ];
  for (const other of changed) {
    await expect(verify(exchangeOf(other))).rejects.toThrow(new SignatureRefusal('mismatch'));
  }
});

test('a body that is not the one whose hash was signed', async () => {
  const { body } = await verify(exchangeOf({ ...examples[1]![1], body: 'Welcome to Amazon S4.' }));
  await expect(text(body)).rejects.toMatchObject({
    code: 'XAmzContentSHA256Mismatch',
    statusCode: 400,
  });
});

describe('a body in chunks', () => {
  const storage = { 'x-amz-decoded-content-length': '66560', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' };
  const upload = (signature: string, headers: Record<string, string>, body: string): Example => ({
    method: 'PUT',
    url: '/examplebucket/chunkObject.txt',
    headers: { host: 's3.amazonaws.com', 'content-encoding': 'aws-chunked', ...storage, ...headers },
    signature,
    body,
  });
  const chunked = (signatures: string[], trailers = '') =>
    [65_536, 1024, 0]
      .map((size, i) => `${size.toString(16)};chunk-signature=${signatures[i]}\r\n${'a'.repeat(size)}\r\n`)
      .join('')
      .replace(/\r\n$/, `${trailers}\r\n`);
  const received = async (example: Example) => {
    const { body, chunks } = await verify(exchangeOf(example));
    return text(decodeAwsChunked(body, new Map(), chunks));
  };

  const signatures = [
    'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
    '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
    'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
  ];
  const plain = (body: string) =>
    upload(
      '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
      { 'content-length': '66824', 'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' },
      body,
    );

  test('is verified chunk by chunk', async () => {
    expect(await received(plain(chunked(signatures)))).toBe('a'.repeat(66_560));
  });

  test.each([
    ['another byte', chunked(signatures).replace('aa', 'ab')],
    ['another signature', chunked([signatures[0]!, signatures[0]!, signatures[2]!])],
    ['no signature', chunked(signatures).replace(/;chunk-signature=\w+/, '')],
    ['no signature at the end', chunked(signatures.slice(0, 2)).replace(/;chunk-signature=undefined/, '')],
  ])('is refused with %s', async (_what, body) => {
    await expect(received(plain(body))).rejects.toThrow(new SignatureRefusal('mismatch'));
  });

  // The signatures of the chunks are the documentation's; that of its trailer was calculated with
  // AWS4-HMAC-SHA256-PAYLOAD where its text says -TRAILER, so this one is from the tests of the AWS SDK for Java.
  const withTrailer = (trailer: string) =>
    upload(
      '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e',
      {
        'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
        'x-amz-trailer': 'x-amz-checksum-crc32c',
      },
      chunked(
        [
          'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2',
          '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7',
          '2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992',
        ],
        trailer,
      ),
    );
  const signature =
    'x-amz-trailer-signature:ce306fa4cdf73aa89071b78358f0d22ea79c43117314c8ed68017f7d6f91048e\r\n';

  test('is verified with its trailers', async () => {
    const example = withTrailer(`x-amz-checksum-crc32c:wdBDMA==\r\n${signature}`);
    expect(await received(example)).toHaveLength(66_560);
  });

  test.each([
    ['another trailer', `x-amz-checksum-crc32c:AAAAAA==\r\n${signature}`],
    ['a trailer without signature', 'x-amz-checksum-crc32c:wdBDMA==\r\n'],
  ])('is refused with %s', async (_what, trailer) => {
    await expect(received(withTrailer(trailer))).rejects.toThrow(new SignatureRefusal('mismatch'));
  });
});
