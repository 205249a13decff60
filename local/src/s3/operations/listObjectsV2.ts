import type { ListObjectsV2CommandInput } from '@aws-sdk/client-s3';
import { s3Error } from '../errors.ts';
import { listing, listingMembers, listingPermissions } from '../listing.ts';
import { bucketOperation } from '../operation.ts';
import type { Listed } from '../store/list-page.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export const listObjectsV2 = bucketOperation({
  members: { ...listingMembers, ContinuationToken: 'text', StartAfter: 'text', FetchOwner: 'flag' },
  permissions: (input: ListObjectsV2CommandInput) => listingPermissions(input),
  async run(input, state) {
    const { ContinuationToken, StartAfter } = input;
    const { page, next, encode } = await listing(input, startOf(input), input.FetchOwner ?? false, state);
    return {
      ...page,
      ContinuationToken,
      StartAfter: StartAfter && encode(StartAfter),
      KeyCount: page.Contents.length + page.CommonPrefixes.length,
      NextContinuationToken: next && tokenAfter(next),
    };
  },
});

function tokenAfter(element: Listed): string {
  return Buffer.from(JSON.stringify(element)).toString('base64url');
}

function startOf({ ContinuationToken, StartAfter }: ListObjectsV2CommandInput): Listed {
  if (ContinuationToken === undefined) return { kind: 'key', name: StartAfter ?? '' };
  try {
    const element = JSON.parse(Buffer.from(ContinuationToken, 'base64url').toString()) as Partial<Listed>;
    const { kind, name } = element;
    if ((kind === 'key' || kind === 'prefix') && typeof name === 'string') return { kind, name };
  } catch {
    // Falls through: a token that we did not make.
  }
  throw s3Error('InvalidArgument', 'The continuation token provided is incorrect', {
    ArgumentName: 'continuation-token',
  });
}
