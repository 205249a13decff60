import type { Call, Operation, Permission, Support } from '../service.ts';
import { assertBucket, assertOwner } from './state.ts';
import type { S3State } from './state.ts';

interface OnBucket {
  Bucket?: unknown;
  ExpectedBucketOwner?: unknown;
}

/** `members` are those besides `Bucket` and `ExpectedBucketOwner`. */
interface Definition<Input, Output> extends Support<keyof Input & string> {
  permissions(input: Input): Permission[];
  run(input: Input, state: S3State, call: Call): Promise<Output>;
}

/** An operation on a bucket: refuses other owners, and buckets that are not there. */
export function bucketOperation<Input extends OnBucket, Output>(
  definition: Definition<Input, Output>,
): Operation<S3State, Input, Output> {
  return {
    members: { Bucket: 'text', ...definition.members, ExpectedBucketOwner: 'text' },
    partly: definition.partly,
    permissions: (input) => definition.permissions(input),
    async run(input, state, call) {
      const { Bucket, ExpectedBucketOwner } = input;
      assertBucket(state, Bucket);
      assertOwner(state, 'ExpectedBucketOwner', ExpectedBucketOwner);
      return definition.run(input, state, call);
    },
  };
}
