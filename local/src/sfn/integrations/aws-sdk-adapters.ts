/** Where the members of a service's requests and responses are not what stands in state data. */
import { Readable } from 'node:stream';
import { DataLimitExceeded } from '../../asl/errors.ts';
import { payloadLimit } from '../../asl/payload.ts';
import type { Members } from './arguments.ts';
import { toCamelCase, toPascalCase } from './sfn-members.ts';
import { stringify } from '../../asl/json/index.ts';

export interface Adapter {
  input(members: Members): unknown;
  output(output: unknown): Promise<unknown>;
}

export const sfnAdapter: Adapter = {
  input: toCamelCase,
  output: async (output) => toPascalCase(output),
};

/** Bodies: any JSON goes out as its text, a string as it stands; an object comes in as text (both recorded). */
export const s3Adapter: Adapter = {
  input(members) {
    if (members.Body === undefined) return members;
    const body = blobOf(members.Body);
    return { ...members, Body: Readable.from([body]), ContentLength: body.length };
  },
  async output(output) {
    const { Body, ...members } = output as { Body?: AsyncIterable<Uint8Array> };
    return Body === undefined ? members : { ...members, Body: await textOf(Body) };
  },
};

export const lambdaAdapter: Adapter = {
  input: (members) =>
    members.Payload === undefined ? members : { ...members, Payload: blobOf(members.Payload) },
  output: async (output) => output,
};

function blobOf(value: Members[string]): Buffer {
  return Buffer.from(typeof value === 'string' ? value : stringify(value));
}

/** Stops reading where the state could not hold it any more. */
async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > payloadLimit) throw new DataLimitExceeded('aws-sdk:s3');
  }
  return Buffer.concat(chunks).toString('utf8');
}
