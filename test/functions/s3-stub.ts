import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import type { Table } from '@aws-sdk/client-glue';
import { answerGlue, patients } from './glue-stub.ts';

/** As much of S3 and Glue as the functions use, for one bucket in memory, over HTTP so that the SDK's own clients speak to it. */
export interface S3Stub {
  url: string;
  bucket: string;
  objects: Map<string, Buffer>;
  /** What the catalog knows. */
  tables: Table[];
  /** What was asked so far. */
  requests: ('PUT' | 'LIST' | 'GET')[];
  stop(): Promise<void>;
}

const bucket = 'lake';

export async function startS3Stub(objects: Map<string, Buffer>): Promise<S3Stub> {
  const requests: S3Stub['requests'] = [];
  const tables = [patients];
  const server = createServer((request, response) => {
    if (!request.headers['x-amz-target']) return void answer(request, response, objects, requests);
    void buffer(request).then((body) => answerGlue(response, body, tables));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, bucket, objects, tables, requests, stop };
}

/** The environment in which a function reaches the stub. */
export function environmentOf({ url }: S3Stub): Record<string, string> {
  return {
    LAKE_BUCKET: bucket,
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  objects: Map<string, Buffer>,
  requests: S3Stub['requests'],
) {
  const url = new URL(request.url!, 'http://stub');
  const key = decodeURIComponent(url.pathname).slice(`/${bucket}/`.length);
  requests.push(request.method === 'PUT' ? 'PUT' : key === '' ? 'LIST' : 'GET');
  if (request.method === 'PUT') return put(request, response, objects, key);
  if (key === '') return list(response, objects, url.searchParams);
  const object = objects.get(key);
  if (!object) return fail(response, 404, 'NoSuchKey');
  response.writeHead(200, { ETag: etagOf(object), 'Content-Length': object.length }).end(object);
}

async function put(
  request: IncomingMessage,
  response: ServerResponse,
  objects: Map<string, Buffer>,
  key: string,
) {
  const body = await buffer(request);
  const current = objects.get(key);
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = request.headers;
  if (ifMatch && !current) return fail(response, 404, 'NoSuchKey');
  if ((ifMatch && etagOf(current!) !== ifMatch) || (ifNoneMatch && current)) {
    return fail(response, 412, 'PreconditionFailed');
  }
  objects.set(key, body);
  response.writeHead(200, { ETag: etagOf(body) }).end();
}

/** In pages of two keys, so that readers must follow them. */
function list(response: ServerResponse, objects: Map<string, Buffer>, query: URLSearchParams) {
  const after = query.get('continuation-token') ?? '';
  const keys = [...objects.keys()]
    .filter((key) => key.startsWith(query.get('prefix') ?? '') && key > after)
    .sort();
  const page = keys.slice(0, 2);
  const contents = page.map(
    (key) => `<Contents><Key>${key}</Key><Size>${objects.get(key)!.length}</Size></Contents>`,
  );
  const more = keys.length > page.length;
  const next = more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
  response.writeHead(200, { 'Content-Type': 'application/xml' });
  response.end(
    `<ListBucketResult><IsTruncated>${more}</IsTruncated>${contents.join('')}${next}</ListBucketResult>`,
  );
}

function fail(response: ServerResponse, status: number, code: string) {
  response.writeHead(status, { 'Content-Type': 'application/xml' });
  response.end(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}

function etagOf(object: Buffer): string {
  return `"${createHash('md5').update(object).digest('hex')}"`;
}
