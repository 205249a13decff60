import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Session } from '../session.ts';
import type { S3Location } from './tables.ts';

/** The keys under a folder. */
export async function* listKeys({ clients }: Session, folder: S3Location): AsyncGenerator<string> {
  const s3 = await clients.s3();
  let continuation: string | undefined;
  do {
    const page = await s3.listObjectsV2({
      Bucket: folder.bucket,
      Prefix: folder.key,
      ContinuationToken: continuation,
    });
    for (const { Key } of page.Contents ?? []) yield Key!;
    continuation = page.NextContinuationToken;
  } while (continuation);
}

/** Whether there is nothing under a folder. */
export async function isEmpty(session: Session, folder: S3Location): Promise<boolean> {
  const { done } = await listKeys(session, folder).next();
  return done === true;
}

/** Uploads a file; returns the object's URI. */
export async function putFile(
  { clients }: Session,
  { bucket, key }: S3Location,
  file: string,
): Promise<string> {
  const s3 = await clients.s3();
  await s3.putObject({
    Bucket: bucket,
    Key: key,
    Body: createReadStream(file),
    ContentLength: (await stat(file)).size,
  });
  return `s3://${bucket}/${key}`;
}

/**
 * Makes a file the only object of a folder: first the one upload that commits the new content, under a name that is
 * always the same, then the removal of what else lay there.
 */
export async function replaceFolder(
  session: Session,
  folder: S3Location,
  name: string,
  file: string,
): Promise<string> {
  const key = folder.key + name;
  const location = await putFile(session, { bucket: folder.bucket, key }, file);
  const others: string[] = [];
  for await (const other of listKeys(session, folder)) if (other !== key) others.push(other);
  await deleteObjects(session, folder.bucket, others);
  return location;
}

/** Copies the objects whose keys begin with one text to keys that begin with another; returns how many. */
export async function copyFolder(session: Session, from: S3Location, to: S3Location): Promise<number> {
  const s3 = await session.clients.s3();
  let count = 0;
  for await (const key of listKeys(session, from)) {
    const CopySource = `${from.bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
    await s3.copyObject({ Bucket: to.bucket, Key: to.key + key.slice(from.key.length), CopySource });
    count++;
  }
  return count;
}

/** Deletes objects one by one. */
export async function deleteObjects({ clients }: Session, bucket: string, keys: string[]): Promise<void> {
  const s3 = await clients.s3();
  for (const Key of keys) await s3.deleteObject({ Bucket: bucket, Key });
}

/** The JSON value of an object. */
export async function readJson({ clients }: Session, location: S3Location): Promise<unknown> {
  const s3 = await clients.s3();
  const { Body } = await s3.getObject({ Bucket: location.bucket, Key: location.key });
  return JSON.parse(await Body!.transformToString()) as unknown;
}
