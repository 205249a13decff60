import type { DeleteObjectsCommandInput, DeletedObject, ObjectIdentifier } from '@aws-sdk/client-s3';
import type { Call } from '../../service.ts';
import { ServiceError } from '../../service.ts';
import { deleteCheck, deletePermissions } from '../conditions.ts';
import { deleteMembers } from '../defaults.ts';
import { s3Error } from '../errors.ts';
import { bucketOperation } from '../operation.ts';
import type { S3State } from '../state.ts';

/** AWS's limit for one request. */
const maxKeys = 1000;

/** The outcome for one key, as in DeleteObjects' output. */
type Outcome = { Deleted: DeletedObject } | { Error: { Key?: string; Code: string; Message: string } };

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
export const deleteObjects = bucketOperation({
  members: { Delete: { Objects: ['any'], Quiet: 'flag' }, ChecksumAlgorithm: 'text', ...deleteMembers },
  partly: {
    Delete: 'an object with more than Key, ETag and the VersionId null is an error of that object',
    ChecksumAlgorithm: 'the checksum that is given is verified',
  },
  // Each key is authorised by itself: one that is denied does not keep the others.
  permissions: (_input: DeleteObjectsCommandInput) => [],
  async run(input, state, call) {
    const objects = input.Delete?.Objects;
    if (!Array.isArray(objects) || objects.length === 0 || objects.length > maxKeys) {
      throw s3Error(
        'MalformedXML',
        `Delete.Objects must be a list of 1 to ${maxKeys} objects, each with a Key.`,
      );
    }
    const outcomes: Outcome[] = [];
    for (const object of objects) outcomes.push(await deleteOne(input.Bucket ?? '', object, state, call));
    const deleted = outcomes.flatMap((outcome) => ('Deleted' in outcome ? [outcome.Deleted] : []));
    return {
      Deleted: input.Delete?.Quiet ? [] : deleted,
      Errors: outcomes.flatMap((outcome) => ('Error' in outcome ? [outcome.Error] : [])),
    };
  },
});

async function deleteOne(
  bucket: string,
  object: ObjectIdentifier,
  state: S3State,
  call: Call,
): Promise<Outcome> {
  const { Key, ETag, VersionId, ...conditions } = object;
  try {
    const condition =
      Object.keys(conditions)[0] ?? ((VersionId ?? 'null') === 'null' ? undefined : 'VersionId');
    if (condition)
      throw s3Error('NotImplemented', `The local S3 does not implement ${condition} in Delete.Objects.`);
    if (typeof Key !== 'string') throw s3Error('MalformedXML', 'Each of Delete.Objects must have a Key.');
    state.authorize(deletePermissions(bucket, Key, ETag), call);
    await state.objects.remove(bucket, Key, deleteCheck(Key, ETag));
    return { Deleted: { Key, ...(VersionId && { VersionId }) } };
  } catch (error) {
    if (error instanceof ServiceError) return { Error: { Key, Code: error.code, Message: error.message } };
    throw error;
  }
}
