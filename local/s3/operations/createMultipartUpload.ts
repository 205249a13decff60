import type { CreateMultipartUploadCommandInput } from '@aws-sdk/client-s3';
import { attributeMembers, attributesOf } from '../attributes.ts';
import { bucketOperation } from '../operation.ts';
import { onObject } from '../permissions.ts';
import { assertWritableKey } from '../store/keys.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export const createMultipartUpload = bucketOperation({
  members: { Key: 'text', ChecksumAlgorithm: 'text', ChecksumType: 'text', ...attributeMembers },
  partly: { ChecksumAlgorithm: 'checksums are verified part by part', ChecksumType: 'none is kept' },
  permissions: (input: CreateMultipartUploadCommandInput) => [
    onObject('s3:PutObject', input.Bucket, input.Key),
  ],
  async run(input, state) {
    const { Bucket = '', Key } = input;
    assertWritableKey(Key);
    return { Bucket, Key, UploadId: state.uploads.start(Bucket, Key, attributesOf(input)).id };
  },
});
