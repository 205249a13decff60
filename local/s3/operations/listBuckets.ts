import type { ListBucketsCommandInput } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import type { S3State } from '../state.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html; all in one page. */
export const listBuckets: Operation<S3State, ListBucketsCommandInput, object> = {
  members: {},
  permissions: () => [{ action: 's3:ListAllMyBuckets', resource: '*' }],
  async run(_input, state) {
    return {
      Buckets: [...state.buckets.values()].map(({ name, created }) => ({
        Name: name,
        CreationDate: created,
        BucketRegion: state.region,
      })),
      Owner: { ID: state.accountId },
    };
  },
};
