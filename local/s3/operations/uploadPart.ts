import type { UploadPartCommandInput } from '@aws-sdk/client-s3';
import { acceptBody } from '../accept-body.ts';
import { s3Error } from '../errors.ts';
import { integrityMembers } from '../integrity/expected.ts';
import { bucketOperation } from '../operation.ts';
import { onObject } from '../permissions.ts';

/** AWS's limit for one upload. */
const maxPartNumber = 10_000;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export const uploadPart = bucketOperation({
  members: [
    'Key',
    'UploadId',
    'PartNumber',
    'Body',
    'ContentLength',
    'ChecksumAlgorithm',
    ...integrityMembers,
  ],
  permissions: (input: UploadPartCommandInput) => [onObject('s3:PutObject', input.Bucket, input.Key)],
  async run(input, state, call) {
    const { Bucket, Key, UploadId } = input;
    const number = partNumberOf(input.PartNumber);
    state.uploads.find(Bucket, Key, UploadId);
    const file = await acceptBody(input, state, call);
    try {
      // The upload may have ended while the body arrived.
      const { parts } = state.uploads.find(Bucket, Key, UploadId);
      const earlier = parts.get(number);
      parts.set(number, { number, file, lastModified: new Date() });
      if (earlier) await state.objects.discard(earlier.file);
    } catch (error) {
      await state.objects.discard(file);
      throw error;
    }
    return { ETag: `"${file.md5}"`, ServerSideEncryption: 'AES256' as const };
  },
});

function partNumberOf(value: unknown): number {
  if (Number.isInteger(value) && (value as number) >= 1 && (value as number) <= maxPartNumber)
    return value as number;
  throw s3Error(
    'InvalidArgument',
    `PartNumber must be an integer from 1 to ${maxPartNumber}, not ${String(value)}.`,
    {
      ArgumentName: 'partNumber',
    },
  );
}
