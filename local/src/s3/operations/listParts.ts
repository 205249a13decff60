import type { ListPartsCommandInput } from '@aws-sdk/client-s3';
import { payerMembers } from '../defaults.ts';
import { s3Error } from '../errors.ts';
import { algorithmOf } from '../integrity/checksum.ts';
import { bucketOperation } from '../operation.ts';
import { onObject } from '../permissions.ts';
import type { Part } from '../uploads.ts';

/** AWS's limit and default for one page. */
const maxParts = 1000;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
export const listParts = bucketOperation({
  members: {
    Key: 'text',
    UploadId: 'text',
    MaxParts: 'integer',
    PartNumberMarker: 'text',
    ...payerMembers,
  },
  permissions: (input: ListPartsCommandInput) => [
    onObject('s3:ListMultipartUploadParts', input.Bucket, input.Key),
  ],
  async run(input, state) {
    const { Bucket, Key, UploadId } = input;
    const upload = state.uploads.find(Bucket, Key, UploadId);
    const { limit, marker } = pageOf(input);
    const following = [...upload.parts.values()]
      .filter(({ number }) => number > marker)
      .sort((a, b) => a.number - b.number);
    const parts = following.slice(0, limit);
    return {
      Bucket,
      Key,
      UploadId,
      MaxParts: limit,
      PartNumberMarker: String(marker),
      NextPartNumberMarker: String(parts.at(-1)?.number ?? 0),
      IsTruncated: parts.length < following.length,
      StorageClass: 'STANDARD' as const,
      ...(upload.checksum && {
        ChecksumAlgorithm: algorithmOf(upload.checksum.member),
        ChecksumType: upload.checksum.type,
      }),
      Parts: parts.map(partOutput),
    };
  },
});

function pageOf({ MaxParts = maxParts, PartNumberMarker = '0' }: ListPartsCommandInput) {
  const marker = Number(PartNumberMarker);
  if (!Number.isInteger(MaxParts) || MaxParts < 0)
    throw s3Error('InvalidArgument', `MaxParts must be an integer from 0, not ${MaxParts}.`);
  if (!Number.isInteger(marker) || marker < 0)
    throw s3Error('InvalidArgument', `PartNumberMarker must be an integer from 0, not ${PartNumberMarker}.`);
  return { limit: Math.min(MaxParts, maxParts), marker };
}

const partOutput = ({ number, file, lastModified, checksum }: Part) => ({
  PartNumber: number,
  LastModified: lastModified,
  ETag: `"${file.md5}"`,
  Size: file.size,
  ...checksum,
});
