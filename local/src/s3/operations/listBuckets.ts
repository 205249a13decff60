import type { ListBucketsCommandInput } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import { s3Error } from '../errors.ts';
import { compareKeys } from '../store/keys-under.ts';
import type { S3State } from '../state.ts';

/** AWS's limit for one page. */
const maxBuckets = 10_000;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html; a token is the name of a page's last bucket. */
export const listBuckets: Operation<S3State, ListBucketsCommandInput, object> = {
  members: { Prefix: 'text', BucketRegion: 'text', MaxBuckets: 'integer', ContinuationToken: 'text' },
  permissions: () => [{ action: 's3:ListAllMyBuckets', resource: '*' }],
  async run({ Prefix = '', BucketRegion, MaxBuckets, ContinuationToken = '' }, state) {
    const limit = limitOf(MaxBuckets);
    const wanted = [...state.buckets.values()]
      .filter(({ name }) => name.startsWith(Prefix) && name > ContinuationToken)
      .filter(() => (BucketRegion ?? state.region) === state.region)
      .sort((a, b) => compareKeys(a.name, b.name));
    const page = wanted.slice(0, limit);
    return {
      Buckets: page.map(({ name, created }) => ({
        Name: name,
        CreationDate: created,
        BucketRegion: state.region,
      })),
      Owner: { ID: state.accountId },
      ContinuationToken: page.length < wanted.length ? page.at(-1)!.name : undefined,
      Prefix: Prefix || undefined,
    };
  },
};

function limitOf(requested: number | undefined): number {
  if (requested === undefined) return maxBuckets;
  if (Number.isInteger(requested) && requested >= 1 && requested <= maxBuckets) return requested;
  throw s3Error(
    'InvalidArgument',
    `MaxBuckets must be an integer from 1 to ${maxBuckets}, not ${requested}.`,
  );
}
