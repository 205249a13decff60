import type { CopyObjectCommandInput } from '@aws-sdk/client-s3';
import type { Call } from '../../service.ts';
import { only } from '../../shape.ts';
import { attributeMembers, attributesOf } from '../attributes.ts';
import { writeCheck, writeConditionMembers } from '../conditions.ts';
import { copyPermissions, copySourceMembers, openCopySource, parseCopySource } from '../copy-source.ts';
import { writeMembers } from '../defaults.ts';
import { s3Error } from '../errors.ts';
import { memberIn, memberOf, runningChecksum, wholeChecksum } from '../integrity/checksum.ts';
import { bucketOperation } from '../operation.ts';
import type { S3State } from '../state.ts';
import { assertWritableKey } from '../store/keys.ts';
import type { OpenObject, StoredObject } from '../store/object.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export const copyObject = bucketOperation({
  members: {
    Key: 'text',
    ...copySourceMembers,
    ChecksumAlgorithm: 'text',
    MetadataDirective: 'text',
    TaggingDirective: only('COPY', 'REPLACE'),
    ...attributeMembers,
    ...writeConditionMembers,
    ...writeMembers,
  },
  permissions: (input: CopyObjectCommandInput) => copyPermissions(input),
  async run(input, state, call) {
    const { Bucket = '', Key } = input;
    assertWritableKey(Key);
    assertChangesSomething(input, parseCopySource(input.CopySource));
    const object = await openCopySource(input, state, call);
    try {
      const copy = await copyTo(Bucket, Key, object, input, state, call);
      const { etag, lastModified: LastModified, checksum } = copy;
      return {
        CopyObjectResult: { ETag: `"${etag}"`, LastModified, ...checksum },
        ServerSideEncryption: 'AES256' as const,
      };
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
  const algorithm = input.ChecksumAlgorithm;
  const member = algorithm ? memberOf(algorithm) : memberIn(source.checksum ?? {});
  const again = member && runningChecksum(member);
  const bytes = source.handle.createReadStream({ start: 0, autoClose: false });
  const received = await state.objects.receive(again ? again.over(bytes) : bytes, call.signal);
  try {
    const described = { etag: received.md5, attributes, checksum: again && wholeChecksum(again) };
    return await state.objects.commit(bucket, key, received, described, check);
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
