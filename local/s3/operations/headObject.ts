import type { HeadObjectCommandInput } from '@aws-sdk/client-s3';
import { attributeOutput } from '../attributes.ts';
import { checkRead, readConditionMembers } from '../conditions.ts';
import { missingKey } from '../missing-key.ts';
import { bucketOperation } from '../operation.ts';
import { onObject } from '../permissions.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export const headObject = bucketOperation({
  members: {
    Key: 'text',
    ...readConditionMembers,
    ChecksumMode: 'text',
  },
  partly: { ChecksumMode: 'told of objects that were written with a checksum' },
  permissions: (input: HeadObjectCommandInput) => [onObject('s3:GetObject', input.Bucket, input.Key)],
  async run(input, state, call) {
    const { Bucket = '', Key = '' } = input;
    const object = await state.objects.describe(Bucket, Key);
    if (!object) throw missingKey(Bucket, Key, state, call);
    checkRead(object, input);
    return {
      AcceptRanges: 'bytes',
      ContentLength: object.size,
      ETag: `"${object.etag}"`,
      LastModified: object.lastModified,
      ServerSideEncryption: 'AES256' as const,
      ...attributeOutput(object.attributes),
      ...(input.ChecksumMode === 'ENABLED' && object.checksum),
    };
  },
});
