import type { Call, Operation, Permission } from '../service.ts';
import { s3Error } from './errors.ts';
import { assertBucket } from './state.ts';
import type { S3State } from './state.ts';

interface Definition<Input, Output> {
  /** The members of the input that are supported, besides `Bucket` and `ExpectedBucketOwner`. */
  members: readonly (keyof Input & string)[];
  permissions(input: Input): Permission[];
  run(input: Input, state: S3State, call: Call): Promise<Output>;
}

/**
 * An operation on a bucket: refuses members that it does not support, other owners, and buckets that are not there.
 */
export function bucketOperation<Input extends object, Output>(
  definition: Definition<Input, Output>,
): Operation<S3State, Input, Output> {
  const supported = new Set<string>([...definition.members, 'Bucket', 'ExpectedBucketOwner']);
  return {
    permissions: (input) => definition.permissions(input),
    async run(input, state, call) {
      const { Bucket, ExpectedBucketOwner } = input as { Bucket?: unknown; ExpectedBucketOwner?: unknown };
      for (const [member, value] of Object.entries(input)) {
        if (value !== undefined && !supported.has(member)) throw unsupported(member, supported);
      }
      assertBucket(state, Bucket);
      if (ExpectedBucketOwner !== undefined && ExpectedBucketOwner !== state.accountId) {
        throw s3Error('AccessDenied', `ExpectedBucketOwner must be ${state.accountId}, the bucket's owner.`);
      }
      return definition.run(input, state, call);
    },
  };
}

function unsupported(member: string, supported: ReadonlySet<string>) {
  return s3Error(
    'NotImplemented',
    `The local S3 does not implement ${member} in this operation. It has: ${[...supported].join(', ')}.`,
  );
}
