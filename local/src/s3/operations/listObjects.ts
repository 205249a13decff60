import type { ListObjectsCommandInput } from '@aws-sdk/client-s3';
import { listing, listingMembers, listingPermissions } from '../listing.ts';
import { bucketOperation } from '../operation.ts';
import type { Listed } from '../store/list-page.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html, the first version, which boto3's `objects` call */
export const listObjects = bucketOperation({
  members: { ...listingMembers, Marker: 'text' },
  permissions: (input: ListObjectsCommandInput) => listingPermissions(input),
  async run(input, state) {
    const { Marker = '', Delimiter } = input;
    const { page, next, encode } = await listing(input, startOf(input), true, state);
    return {
      ...page,
      Marker: encode(Marker),
      // Without a delimiter the last key is the next marker, as clients know.
      NextMarker: next && Delimiter ? encode(next.name) : undefined,
    };
  },
});

/** A marker within a common prefix, as NextMarker may be, stands for the whole of it. */
function startOf({ Marker = '', Delimiter, Prefix = '' }: ListObjectsCommandInput): Listed {
  const end = Delimiter && Marker.startsWith(Prefix) ? Marker.indexOf(Delimiter, Prefix.length) : -1;
  if (end === -1) return { kind: 'key', name: Marker };
  return { kind: 'prefix', name: Marker.slice(0, end + Delimiter!.length) };
}
