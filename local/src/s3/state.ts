import type { Authorize } from '../service.ts';
import { s3Error } from './errors.ts';
import type { ObjectStore } from './store/object-store.ts';
import type { Uploads } from './uploads.ts';

export interface Bucket {
  name: string;
  created: Date;
}

/** What the operations share. */
export interface S3State {
  accountId: string;
  region: string;
  /** The stack's buckets, by name. There are no others. */
  buckets: Map<string, Bucket>;
  objects: ObjectStore;
  uploads: Uploads;
  /** For permissions that depend on what is stored, or that do not decide the whole request. */
  authorize: Authorize;
}

/** @throws AccessDenied unless the member, where it is given, names the buckets' owner */
export function assertOwner(state: S3State, member: string, owner: unknown): void {
  if (owner === undefined || owner === state.accountId) return;
  throw s3Error('AccessDenied', `${member} must be ${state.accountId}, the bucket's owner.`);
}

/** @throws NoSuchBucket unless the stack has the bucket */
export function assertBucket(state: S3State, name: unknown): void {
  if (typeof name === 'string' && state.buckets.has(name)) return;
  const names = [...state.buckets.keys()].join(', ') || 'none';
  throw s3Error(
    'NoSuchBucket',
    `The specified bucket does not exist: ${JSON.stringify(name)}. The stack's buckets: ${names}.`,
    { BucketName: name },
  );
}
