import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import { acceptBody } from '../accept-body.ts';
import { attributeMembers, attributesOf } from '../attributes.ts';
import { writeCheck, writeConditionMembers } from '../conditions.ts';
import { writeMembers } from '../defaults.ts';
import { checksumOf, wholeChecksum } from '../integrity/checksum.ts';
import { integrityMembers } from '../integrity/expected.ts';
import { bucketOperation } from '../operation.ts';
import { onObject } from '../permissions.ts';
import { assertWritableKey } from '../store/keys.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const putObject = bucketOperation({
  members: {
    Key: 'text',
    Body: 'any',
    ContentLength: 'integer',
    ChecksumAlgorithm: 'text',
    ...attributeMembers,
    ...integrityMembers,
    ...writeConditionMembers,
    ...writeMembers,
  },
  permissions: (input: PutObjectCommandInput) => [onObject('s3:PutObject', input.Bucket, input.Key)],
  async run(input, state, call) {
    const { Bucket = '', Key } = input;
    assertWritableKey(Key);
    const check = writeCheck(Key, input);
    const attributes = attributesOf(input);
    const checksum = checksumOf(input);
    const received = await acceptBody(input, state, call, checksum?.over);
    try {
      const object = await state.objects.commit(
        Bucket,
        Key,
        received,
        { etag: received.md5, attributes, checksum: checksum && wholeChecksum(checksum) },
        check,
      );
      return { ETag: `"${object.etag}"`, ServerSideEncryption: 'AES256' as const, ...object.checksum };
    } finally {
      await state.objects.discard(received);
    }
  },
});
