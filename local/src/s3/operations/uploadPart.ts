import type { UploadPartCommandInput } from '@aws-sdk/client-s3';
import { acceptBody } from '../accept-body.ts';
import { payerMembers } from '../defaults.ts';
import { integrityMembers } from '../integrity/expected.ts';
import { assertSameAlgorithm } from '../integrity/upload-checksum.ts';
import { keepPart } from '../keep-part.ts';
import { bucketOperation } from '../operation.ts';
import { onObject } from '../permissions.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export const uploadPart = bucketOperation({
  members: {
    Key: 'text',
    UploadId: 'text',
    PartNumber: 'integer',
    Body: 'any',
    ContentLength: 'integer',
    ChecksumAlgorithm: 'text',
    ...integrityMembers,
    ...payerMembers,
  },
  permissions: (input: UploadPartCommandInput) => [onObject('s3:PutObject', input.Bucket, input.Key)],
  async run(input, state, call) {
    const { file, ...part } = await keepPart(input, state, (upload, passing) => {
      assertSameAlgorithm(upload.checksum, input);
      return acceptBody(input, state, call, passing);
    });
    return { ETag: `"${file.md5}"`, ServerSideEncryption: 'AES256' as const, ...part.checksum };
  },
});
