import type { HeadObjectCommandInput } from '@aws-sdk/client-s3';
import { attributeOutput } from '../attributes.ts';
import { checkRead, readConditionMembers } from '../conditions.ts';
import { versionMembers } from '../defaults.ts';
import { missingKey } from '../missing-key.ts';
import { objectOutput } from '../object-output.ts';
import { bucketOperation } from '../operation.ts';
import { overridden, overrideMembers } from '../overrides.ts';
import { onObject } from '../permissions.ts';
import { byteRange } from '../range.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export const headObject = bucketOperation({
  members: {
    Key: 'text',
    Range: 'text',
    ...readConditionMembers,
    ...overrideMembers,
    ChecksumMode: 'text',
    ...versionMembers,
  },
  partly: { ChecksumMode: 'told of objects that were written with a checksum' },
  permissions: (input: HeadObjectCommandInput) => [onObject('s3:GetObject', input.Bucket, input.Key)],
  async run(input, state, call) {
    const { Bucket = '', Key = '' } = input;
    const object = await state.objects.describe(Bucket, Key);
    if (!object) throw missingKey(Bucket, Key, state, call);
    checkRead(object, input);
    const range = byteRange(input.Range, object.size);
    return {
      ...objectOutput(object, range),
      ...attributeOutput(overridden(object.attributes, input)),
      ...(input.ChecksumMode === 'ENABLED' && !range && object.checksum),
    };
  },
});
