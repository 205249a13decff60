import type { DeleteObjectCommandInput } from '@aws-sdk/client-s3';
import { deleteCheck, deletePermissions } from '../conditions.ts';
import { deleteMembers, versionMembers } from '../defaults.ts';
import { bucketOperation } from '../operation.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html; deleting nothing succeeds, as in AWS. */
export const deleteObject = bucketOperation({
  members: { Key: 'text', IfMatch: 'text', ...versionMembers, ...deleteMembers },
  permissions: ({ Bucket = '', Key = '', IfMatch }: DeleteObjectCommandInput) =>
    deletePermissions(Bucket, Key, IfMatch),
  async run({ Bucket = '', Key = '', IfMatch }, state) {
    await state.objects.remove(Bucket, Key, deleteCheck(Key, IfMatch));
    return {};
  },
});
