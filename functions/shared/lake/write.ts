import { PutObjectCommand, S3ServiceException } from '@aws-sdk/client-s3';
import { client, lakeBucket, uri } from './client.ts';

/** When a write may happen: only over the object with this entity tag, or only where there is none (`*`). */
export type Condition = { IfMatch: string } | { IfNoneMatch: '*' };

export const contentTypes = {
  csv: 'text/csv; charset=utf-8',
  gzip: 'application/gzip',
  json: 'application/json',
  jsonLines: 'application/x-ndjson',
} as const;

/** Writes an object whole and gives its URI. */
export async function write(
  key: string,
  body: string | Uint8Array,
  contentType: (typeof contentTypes)[keyof typeof contentTypes],
  condition?: Condition,
): Promise<string> {
  const object = { Bucket: lakeBucket(), Key: key, Body: body, ContentType: contentType };
  await client.send(new PutObjectCommand({ ...object, ...condition }));
  return uri(key);
}

/**
 * Writes an object if the condition holds, and says whether it was written.
 * S3 answers 412 when the condition fails, 409 when another conditional write came between, and 404 when the object to
 * match was deleted: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export async function writeIf(
  key: string,
  body: string,
  contentType: typeof contentTypes.json,
  condition: Condition,
) {
  try {
    await write(key, body, contentType, condition);
    return true;
  } catch (error) {
    const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
    if (status === 404 || status === 409 || status === 412) return false;
    throw error;
  }
}
