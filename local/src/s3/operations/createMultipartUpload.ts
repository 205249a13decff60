import type { CreateMultipartUploadCommandInput } from '@aws-sdk/client-s3';
import { attributeMembers, attributesOf } from '../attributes.ts';
import { writeMembers } from '../defaults.ts';
import { uploadChecksum } from '../integrity/upload-checksum.ts';
import { bucketOperation } from '../operation.ts';
import { onObject } from '../permissions.ts';
import { assertWritableKey } from '../store/keys.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export const createMultipartUpload = bucketOperation({
  members: {
    Key: 'text',
    ChecksumAlgorithm: 'text',
    ChecksumType: 'text',
    ...attributeMembers,
    ...writeMembers,
  },
  permissions: (input: CreateMultipartUploadCommandInput) => [
    onObject('s3:PutObject', input.Bucket, input.Key),
  ],
  async run(input, state) {
    const { Bucket = '', Key } = input;
    assertWritableKey(Key);
    const { ChecksumAlgorithm } = input;
    const checksum = uploadChecksum(input);
    const attributes = attributesOf(input);
    const current = await state.objects.describe(Bucket, Key);
    const described = { bucket: Bucket, key: Key, attributes, checksum, replaces: current?.etag };
    const upload = state.uploads.start(described);
    return {
      Bucket,
      Key,
      UploadId: upload.id,
      ServerSideEncryption: 'AES256' as const,
      ...(checksum && { ChecksumAlgorithm, ChecksumType: checksum.type }),
    };
  },
});
