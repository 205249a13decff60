/** Members of S3's inputs that are taken only with what holds without them; any other value is refused by name. */
import { only } from '../shape.ts';

/** Whose bucket it is pays anyhow. */
export const payerMembers = { RequestPayer: only('requester') };

/** Of operations on one object: buckets have no versions, so the only one is `null`. */
export const versionMembers = { VersionId: only('null'), ...payerMembers };

/** Of operations that write: objects are private, encrypted as S3 does by itself, and have no tags. */
export const writeMembers = {
  ...payerMembers,
  ACL: only('private', 'bucket-owner-full-control'),
  BucketKeyEnabled: only(false),
  ServerSideEncryption: only('AES256'),
  StorageClass: only('STANDARD'),
  Tagging: only(''),
};

/** Of listings: no object is archived, so none has a status of its restoring. */
export const listMembers = { ...payerMembers, OptionalObjectAttributes: [only('RestoreStatus')] as const };

/** Of deletions: no object is locked. */
export const deleteMembers = { ...payerMembers, BypassGovernanceRetention: only(false) };
