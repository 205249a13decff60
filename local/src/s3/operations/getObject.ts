import { Readable } from 'node:stream';
import { attributeOutput } from '../attributes.ts';
import { checkRead } from '../conditions.ts';
import { missingKey } from '../missing-key.ts';
import { bucketOperation } from '../operation.ts';
import { overridden } from '../overrides.ts';
import { objectOutput } from '../object-output.ts';
import { byteRange } from '../range.ts';
import { reading } from '../reading.ts';
import type { OpenObject } from '../store/object.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html; the Body must be read or destroyed. */
export const getObject = bucketOperation({
  ...reading,
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
