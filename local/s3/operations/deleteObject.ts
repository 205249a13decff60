import type { DeleteObjectCommandInput } from '@aws-sdk/client-s3';
import { bucketOperation } from '../operation.ts';
import { onObject } from '../permissions.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html; deleting nothing succeeds, as in AWS. */
export const deleteObject = bucketOperation({
  members: { Key: 'text' },
  permissions: (input: DeleteObjectCommandInput) => [onObject('s3:DeleteObject', input.Bucket, input.Key)],
  async run(input, state) {
    await state.objects.remove(input.Bucket ?? '', input.Key ?? '');
    return {};
  },
});
