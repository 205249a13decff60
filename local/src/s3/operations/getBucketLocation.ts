import type { GetBucketLocationCommandInput } from '@aws-sdk/client-s3';
import { bucketOperation } from '../operation.ts';
import { onBucket } from '../permissions.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html; us-east-1 has no constraint. */
export const getBucketLocation = bucketOperation({
  members: {},
  permissions: (input: GetBucketLocationCommandInput) => [onBucket('s3:GetBucketLocation', input.Bucket)],
  run: async (_input, state) => ({
    LocationConstraint: state.region === 'us-east-1' ? undefined : state.region,
  }),
});
