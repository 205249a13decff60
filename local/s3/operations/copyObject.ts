import type { CopyObjectCommandInput } from '@aws-sdk/client-s3';
import type { Call } from '../../service.ts';
import { attributeMembers, attributesOf } from '../attributes.ts';
import { checkRead, writeCheck } from '../conditions.ts';
import { parseCopySource } from '../copy-source.ts';
import { s3Error } from '../errors.ts';
import { missingKey } from '../missing-key.ts';
import { bucketOperation } from '../operation.ts';
import { onObject } from '../permissions.ts';
import { assertBucket } from '../state.ts';
import type { S3State } from '../state.ts';
import { assertWritableKey } from '../store/keys.ts';
import type { OpenObject, StoredObject } from '../store/object.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export const copyObject = bucketOperation({
  members: [
    'Key',
    'CopySource',
    'CopySourceIfMatch',
    'CopySourceIfNoneMatch',
    'CopySourceIfModifiedSince',
    'CopySourceIfUnmodifiedSince',
    'IfMatch',
    'IfNoneMatch',
    'MetadataDirective',
    ...attributeMembers,
  ],
  permissions(input: CopyObjectCommandInput) {
    const source = parseCopySource(input.CopySource);
    return [
      onObject('s3:GetObject', source.bucket, source.key),
      onObject('s3:PutObject', input.Bucket, input.Key),
    ];
  },
  async run(input, state, call) {
    const { Bucket = '', Key } = input;
    assertWritableKey(Key);
    const source = parseCopySource(input.CopySource);
    assertBucket(state, source.bucket);
    assertChangesSomething(input, source);
    const object = await state.objects.open(source.bucket, source.key);
    if (!object) throw missingKey(source.bucket, source.key, state, call);
    try {
      checkSource(object, input);
      const copy = await copyTo(Bucket, Key, object, input, state, call);
      return { CopyObjectResult: { ETag: `"${copy.etag}"`, LastModified: copy.lastModified } };
    } finally {
      await object.handle.close();
    }
  },
});

async function copyTo(
  bucket: string,
  key: string,
  source: OpenObject,
  input: CopyObjectCommandInput,
  state: S3State,
  call: Call,
): Promise<StoredObject> {
  const attributes = input.MetadataDirective === 'REPLACE' ? attributesOf(input) : source.attributes;
  const check = writeCheck(key, input);
  const received = await state.objects.receive(
    source.handle.createReadStream({ start: 0, autoClose: false }),
    call.signal,
  );
  try {
    return await state.objects.commit(bucket, key, received, { etag: received.md5, attributes }, check);
  } finally {
    await state.objects.discard(received);
  }
}

function assertChangesSomething(
  input: CopyObjectCommandInput,
  source: { bucket: string; key: string },
): void {
  const directive = input.MetadataDirective ?? 'COPY';
  if (directive !== 'COPY' && directive !== 'REPLACE') {
    throw s3Error(
      'InvalidArgument',
      `MetadataDirective must be COPY or REPLACE, not ${JSON.stringify(directive)}.`,
    );
  }
  if (directive === 'COPY' && source.bucket === input.Bucket && source.key === input.Key) {
    throw s3Error(
      'InvalidRequest',
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata: give MetadataDirective REPLACE.",
    );
  }
}

/** @throws PreconditionFailed, also where a read would answer NotModified */
function checkSource(object: StoredObject, input: CopyObjectCommandInput): void {
  try {
    checkRead(object, {
      IfMatch: input.CopySourceIfMatch,
      IfNoneMatch: input.CopySourceIfNoneMatch,
      IfModifiedSince: input.CopySourceIfModifiedSince,
      IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
    });
  } catch (cause) {
    const message = 'At least one of the pre-conditions you specified for the copy source did not hold';
    throw Object.assign(s3Error('PreconditionFailed', message), { cause });
  }
}
