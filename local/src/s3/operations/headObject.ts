import { attributeOutput } from '../attributes.ts';
import { checkRead } from '../conditions.ts';
import { missingKey } from '../missing-key.ts';
import { objectOutput } from '../object-output.ts';
import { bucketOperation } from '../operation.ts';
import { overridden } from '../overrides.ts';
import { byteRange } from '../range.ts';
import { reading } from '../reading.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export const headObject = bucketOperation({
  ...reading,
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
