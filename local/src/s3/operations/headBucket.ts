import type { HeadBucketCommandInput } from '@aws-sdk/client-s3';
import { bucketOperation } from '../operation.ts';
import { onBucket } from '../permissions.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export const headBucket = bucketOperation({
  members: {},
  permissions: (input: HeadBucketCommandInput) => [onBucket('s3:ListBucket', input.Bucket)],
  run: async (_input, state) => ({ BucketRegion: state.region, AccessPointAlias: false }),
});
