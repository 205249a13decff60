import type { Call, Permission } from '../service.ts';
import type { Shape } from '../shape.ts';
import { failedCondition, preconditionFailed } from './conditions.ts';
import { s3Error } from './errors.ts';
import { missingKey } from './missing-key.ts';
import { onObject } from './permissions.ts';
import { assertBucket, assertOwner } from './state.ts';
import type { S3State } from './state.ts';
import type { OpenObject, StoredObject } from './store/object.ts';

/** The members of CopyObject and UploadPartCopy that name what is copied, and on which conditions. */
export interface CopySourceMembers {
  CopySource?: string;
  CopySourceIfMatch?: string;
  CopySourceIfNoneMatch?: string;
  CopySourceIfModifiedSince?: Date;
  CopySourceIfUnmodifiedSince?: Date;
  ExpectedSourceBucketOwner?: string;
}

/** The shapes of these members, for an operation's members. */
export const copySourceMembers = {
  CopySource: 'text',
  CopySourceIfMatch: 'text',
  CopySourceIfNoneMatch: 'text',
  CopySourceIfModifiedSince: 'time',
  CopySourceIfUnmodifiedSince: 'time',
  ExpectedSourceBucketOwner: 'text',
} as const satisfies Record<keyof CopySourceMembers, Shape>;

/**
 * The object that CopySource names: `bucket/key` or `/bucket/key`, URL-encoded.
 * @throws InvalidArgument; NotImplemented for a version
 */
export function parseCopySource(source: unknown): { bucket: string; key: string } {
  const invalid = s3Error(
    'InvalidArgument',
    `CopySource must be "bucket/key", URL-encoded, not ${JSON.stringify(source)}.`,
  );
  if (typeof source !== 'string') throw invalid;
  const [path = '', version = 'null'] = source.split(/\?versionId=(.*)$/s);
  if (version !== 'null') {
    throw s3Error(
      'NotImplemented',
      'The local S3 does not implement versions: leave versionId out of CopySource.',
    );
  }
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    throw invalid;
  }
  const match = /^\/?([^/]+)\/(.+)$/s.exec(decoded);
  if (!match) throw invalid;
  return { bucket: match[1]!, key: match[2]! };
}

/** To read the source, and to write what is made of it. */
export function copyPermissions(input: CopySourceMembers & { Bucket?: string; Key?: string }): Permission[] {
  const source = parseCopySource(input.CopySource);
  return [
    onObject('s3:GetObject', source.bucket, source.key),
    onObject('s3:PutObject', input.Bucket, input.Key),
  ];
}

/**
 * Opens what is to be copied. The caller closes the handle.
 * @throws NoSuchBucket, NoSuchKey, AccessDenied; PreconditionFailed, also where a read would answer NotModified
 */
export async function openCopySource(
  input: CopySourceMembers,
  state: S3State,
  call: Call,
): Promise<OpenObject> {
  const { bucket, key } = parseCopySource(input.CopySource);
  assertBucket(state, bucket);
  assertOwner(state, 'ExpectedSourceBucketOwner', input.ExpectedSourceBucketOwner);
  const object = await state.objects.open(bucket, key);
  if (!object) throw missingKey(bucket, key, state, call);
  try {
    checkSource(object, input);
    return object;
  } catch (error) {
    await object.handle.close();
    throw error;
  }
}

function checkSource(object: StoredObject, input: CopySourceMembers): void {
  const failed = failedCondition(object, {
    IfMatch: input.CopySourceIfMatch,
    IfNoneMatch: input.CopySourceIfNoneMatch,
    IfModifiedSince: input.CopySourceIfModifiedSince,
    IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
  });
  if (failed) throw preconditionFailed(`x-amz-copy-source-${failed}`);
}
