import type { GetObjectCommandInput } from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';
import { attributeOutput } from '../attributes.ts';
import { checkRead, readConditionMembers } from '../conditions.ts';
import { versionMembers } from '../defaults.ts';
import { missingKey } from '../missing-key.ts';
import { bucketOperation } from '../operation.ts';
import { overridden, overrideMembers } from '../overrides.ts';
import { onObject } from '../permissions.ts';
import { objectOutput } from '../object-output.ts';
import { byteRange } from '../range.ts';
import type { OpenObject } from '../store/object.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html; the Body must be read or destroyed. */
export const getObject = bucketOperation({
  members: {
    Key: 'text',
    Range: 'text',
    ...readConditionMembers,
    ...overrideMembers,
    ChecksumMode: 'text',
    ...versionMembers,
  },
  partly: { ChecksumMode: 'told of objects that were written with a checksum' },
  permissions: (input: GetObjectCommandInput) => [onObject('s3:GetObject', input.Bucket, input.Key)],
  async run(input, state, call) {
    const { Bucket = '', Key = '' } = input;
    const object = await state.objects.open(Bucket, Key);
    if (!object) throw missingKey(Bucket, Key, state, call);
    try {
      checkRead(object, input);
      const range = byteRange(input.Range, object.size);
      const checksum = input.ChecksumMode === 'ENABLED' && !range ? object.checksum : undefined;
      const { first, last } = range ?? { first: 0, last: object.size - 1 };
      return {
        Body: bodyOf(object, first, last),
        ...objectOutput(object, range),
        ...attributeOutput(overridden(object.attributes, input)),
        ...checksum,
      };
    } catch (error) {
      await object.handle.close();
      throw error;
    }
  },
});

function bodyOf(object: OpenObject, first: number, last: number): Readable {
  if (last >= first) return object.handle.createReadStream({ start: first, end: last });
  const empty = Readable.from([]);
  empty.once('close', () => void object.handle.close());
  return empty;
}
