import { S3Client } from '@aws-sdk/client-s3';
import { startEndpoint } from '../../src/http/index.ts';
import type { Endpoint } from '../../src/http/index.ts';
import { createService } from '../../src/service.ts';
import type { Call, Operations, Service } from '../../src/service.ts';
import { anyMember } from '../support/any-member.ts';
import { startS3 } from '../s3/start-s3.ts';
import type { TestS3 } from '../s3/start-s3.ts';

const ignore = () => undefined;

/** Settings of any SDK client for the endpoint. One attempt, so that an error is seen as it is sent. */
export function clientConfig(endpoint: Endpoint, accessKeyId = 'AKIDTEST') {
  return {
    endpoint: endpoint.url,
    region: 'us-east-1',
    maxAttempts: 1,
    // The SDK warns of each stream that it could not send again.
    logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    credentials: { accessKeyId, secretAccessKey: 'secret' },
  };
}

/** Headers of a request that is signed with a secret of which the endpoint knows nothing. */
export function signedByStranger(headers: Record<string, unknown> = {}): Record<string, string> {
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const all = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', 'x-amz-date': time, ...headers };
  const names = ['host', ...Object.keys(all).map((name) => name.toLowerCase())].sort().join(';');
  const credential = `AKIDTEST/${time.slice(0, 8)}/us-east-1/s3/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=0`;
  return { ...all, authorization };
}

/** The same, and Host, as lines of a request. */
export function headerLines(headers: Record<string, unknown> = {}): string {
  return Object.entries({ Host: '127.0.0.1', ...signedByStranger(headers) })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
}

/** An endpoint whose callers are named by their access key. */
export function startServices(...services: Service[]): Promise<Endpoint> {
  const holderOf = (accessKeyId: string) => ({
    principal: { arn: `arn:aws:iam::000000000000:user/${accessKeyId}` },
  });
  return startEndpoint({ services, holderOf, port: 0 });
}

/** A service of the given operations that allows everything. */
export function fakeService(
  name: string,
  operations: Record<string, (input: never, call: Call) => Promise<unknown>>,
): Service {
  const table: Operations<undefined> = {};
  for (const [operation, run] of Object.entries(operations)) {
    table[operation] = {
      members: anyMember,
      permissions: () => [],
      run: (input: never, _state, call) => run(input, call),
    };
  }
  return createService(name, undefined, table, () => undefined);
}

export interface S3Endpoint extends TestS3 {
  endpoint: Endpoint;
  client: S3Client;
  stop(): Promise<void>;
}

/** An S3 with an empty bucket, the endpoint before it, and an SDK client of it. */
export async function startS3Endpoint(): Promise<S3Endpoint> {
  const s3 = await startS3();
  const endpoint = await startServices(s3.service);
  const client = new S3Client(clientConfig(endpoint));
  return {
    ...s3,
    endpoint,
    client,
    async stop() {
      client.destroy();
      await endpoint.stop();
      await s3.remove();
    },
  };
}
