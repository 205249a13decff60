import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { GetObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { client, lakeBucket } from './client.ts';
import { unzipped } from './unzip.ts';

/** Keys of the non-empty objects under a prefix, in ascending order. */
export async function listKeys(prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const page of paginateListObjectsV2({ client }, { Bucket: lakeBucket(), Prefix: prefix })) {
    for (const { Key, Size } of page.Contents ?? []) if (Key && Size) keys.push(Key);
  }
  return keys.sort();
}

/** The bytes of an object as they arrive, unzipped if they are gzip. */
export async function readBytes(key: string): Promise<Readable> {
  return unzipped((await getObject(key)).body);
}

/**
 * A small object whole with its entity tag, undefined if there is none. It is looked up in the listing first: for a
 * missing key S3 answers 403 to those who may only list below a prefix.
 */
export async function readTextIfPresent(key: string): Promise<{ text: string; etag: string } | undefined> {
  if (!(await listKeys(key)).includes(key)) return undefined;
  const { body, etag } = await getObject(key);
  return { text: await text(body), etag };
}

/** A small object whole. */
export async function readText(key: string): Promise<string> {
  return text((await getObject(key)).body);
}

async function getObject(key: string): Promise<{ body: Readable; etag: string }> {
  const { Body, ETag } = await client.send(new GetObjectCommand({ Bucket: lakeBucket(), Key: key }));
  return { body: Body as Readable, etag: ETag! };
}
