import type { ListPartsCommandInput } from '@aws-sdk/client-s3';
import { algorithmOf } from '../integrity/checksum.ts';
import { bucketOperation } from '../operation.ts';
import { onObject } from '../permissions.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html; all parts in one page. */
export const listParts = bucketOperation({
  members: { Key: 'text', UploadId: 'text' },
  permissions: (input: ListPartsCommandInput) => [
    onObject('s3:ListMultipartUploadParts', input.Bucket, input.Key),
  ],
  async run(input, state) {
    const { Bucket, Key, UploadId } = input;
    const upload = state.uploads.find(Bucket, Key, UploadId);
    const parts = [...upload.parts.values()].sort((a, b) => a.number - b.number);
    return {
      Bucket,
      Key,
      UploadId,
      IsTruncated: false,
      StorageClass: 'STANDARD' as const,
      ...(upload.checksum && {
        ChecksumAlgorithm: algorithmOf(upload.checksum.member),
        ChecksumType: upload.checksum.type,
      }),
      Parts: parts.map(({ number, file, lastModified, checksum }) => ({
        PartNumber: number,
        LastModified: lastModified,
        ETag: `"${file.md5}"`,
        Size: file.size,
        ...checksum,
      })),
    };
  },
});
