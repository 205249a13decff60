import type { GetObjectCommandInput } from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';
import { attributeOutput } from '../attributes.ts';
import { checkRead, readConditionMembers } from '../conditions.ts';
import { missingKey } from '../missing-key.ts';
import { bucketOperation } from '../operation.ts';
import { onObject } from '../permissions.ts';
import { byteRange } from '../range.ts';
import type { ByteRange } from '../range.ts';
import type { OpenObject } from '../store/object.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html; the Body must be read or destroyed. */
export const getObject = bucketOperation({
  members: {
    Key: 'text',
    Range: 'text',
    ...readConditionMembers,
    ChecksumMode: 'text',
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
      return { ...outputOf(object, range), ...checksum };
    } catch (error) {
      await object.handle.close();
      throw error;
    }
  },
});

function outputOf(object: OpenObject, range: ByteRange | undefined) {
  const { first, last } = range ?? { first: 0, last: object.size - 1 };
  return {
    Body: bodyOf(object, first, last),
    AcceptRanges: 'bytes',
    ContentLength: last - first + 1,
    ContentRange: range && `bytes ${first}-${last}/${object.size}`,
    ETag: `"${object.etag}"`,
    LastModified: object.lastModified,
    ServerSideEncryption: 'AES256' as const,
    ...attributeOutput(object.attributes),
  };
}

function bodyOf(object: OpenObject, first: number, last: number): Readable {
  if (last >= first) return object.handle.createReadStream({ start: first, end: last });
  const empty = Readable.from([]);
  empty.once('close', () => void object.handle.close());
  return empty;
}
