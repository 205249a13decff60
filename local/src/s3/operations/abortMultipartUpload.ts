import type { AbortMultipartUploadCommandInput } from '@aws-sdk/client-s3';
import { payerMembers } from '../defaults.ts';
import { bucketOperation } from '../operation.ts';
import { onObject } from '../permissions.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export const abortMultipartUpload = bucketOperation({
  members: { Key: 'text', UploadId: 'text', ...payerMembers },
  permissions: (input: AbortMultipartUploadCommandInput) => [
    onObject('s3:AbortMultipartUpload', input.Bucket, input.Key),
  ],
  async run(input, state) {
    const upload = state.uploads.find(input.Bucket, input.Key, input.UploadId);
    state.uploads.end(upload);
    for (const part of upload.parts.values()) await state.objects.discard(part.file);
    return {};
  },
});
