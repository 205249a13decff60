/** What the two versions of ListObjects have in common. */
import type { Permission } from '../service.ts';
import type { Shape } from '../shape.ts';
import { listMembers } from './defaults.ts';
import { s3Error } from './errors.ts';
import { onBucket } from './permissions.ts';
import type { S3State } from './state.ts';
import { listPage } from './store/list-page.ts';
import type { Listed } from './store/list-page.ts';

/** AWS's limit and default for one page. */
const maxKeys = 1000;

interface ListingInput {
  Bucket?: string | undefined;
  Prefix?: string | undefined;
  Delimiter?: string | undefined;
  MaxKeys?: number | undefined;
  EncodingType?: string | undefined;
}

/** The shapes of the common members. */
export const listingMembers = {
  Prefix: 'text',
  Delimiter: 'text',
  MaxKeys: 'integer',
  EncodingType: 'text',
  ...listMembers,
} as const satisfies Record<string, Shape>;

/** With the condition keys that a policy may test, present where the request has the parameter. */
export function listingPermissions({ Bucket, Prefix, Delimiter, MaxKeys }: ListingInput): Permission[] {
  const keys = { 's3:prefix': Prefix, 's3:delimiter': Delimiter, 's3:max-keys': MaxKeys?.toString() };
  const present = Object.entries(keys).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return [onBucket('s3:ListBucket', Bucket, Object.fromEntries(present))];
}

/**
 * A page of the listing after an element, with the members that both versions answer.
 * @param withOwner whether each object is told with its owner
 * @throws InvalidArgument
 */
export async function listing(input: ListingInput, after: Listed, withOwner: boolean, state: S3State) {
  const { Bucket = '', Prefix = '', Delimiter, EncodingType } = input;
  const limit = limitOf(input.MaxKeys);
  const encode = encoder(EncodingType);
  const { listed, truncated } = await listPage({
    bucketDirectory: state.objects.directoryOf(Bucket),
    beside: await state.objects.keysBeside(Bucket),
    prefix: Prefix,
    delimiter: Delimiter ?? '',
    after,
    limit,
  });
  const prefixes = listed.filter(({ kind }) => kind === 'prefix');
  return {
    encode,
    next: truncated ? listed.at(-1) : undefined,
    page: {
      Name: Bucket,
      Prefix: encode(Prefix),
      Delimiter: Delimiter && encode(Delimiter),
      MaxKeys: limit,
      EncodingType,
      IsTruncated: truncated,
      Contents: await contentsOf(Bucket, listed, withOwner, state, encode),
      CommonPrefixes: prefixes.map(({ name }) => ({ Prefix: encode(name) })),
    },
  };
}

function limitOf(requested: number | undefined): number {
  if (requested === undefined) return maxKeys;
  if (Number.isInteger(requested) && requested >= 0) return Math.min(requested, maxKeys);
  throw s3Error('InvalidArgument', `MaxKeys must be an integer from 0, not ${requested}.`, {
    ArgumentName: 'max-keys',
  });
}

/** The objects of a page. One that was deleted since it was listed is left out. */
async function contentsOf(
  bucket: string,
  listed: Listed[],
  withOwner: boolean,
  state: S3State,
  encode: (text: string) => string,
) {
  const owner = withOwner ? { Owner: { ID: state.accountId } } : {};
  const contents = [];
  for (const { kind, name } of listed) {
    const object = kind === 'key' ? await state.objects.describe(bucket, name) : undefined;
    if (!object) continue;
    contents.push({
      Key: encode(name),
      LastModified: object.lastModified,
      ETag: `"${object.etag}"`,
      Size: object.size,
      StorageClass: 'STANDARD' as const,
      ...owner,
    });
  }
  return contents;
}

function encoder(encodingType: string | undefined): (text: string) => string {
  if (encodingType === undefined) return (text) => text;
  if (encodingType === 'url') return (text) => encodeURIComponent(text).replaceAll('%2F', '/');
  throw s3Error('InvalidArgument', `EncodingType must be "url", not ${JSON.stringify(encodingType)}.`);
}
