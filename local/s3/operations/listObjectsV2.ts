import type { ListObjectsV2CommandInput } from '@aws-sdk/client-s3';
import { s3Error } from '../errors.ts';
import { bucketOperation } from '../operation.ts';
import { onBucket } from '../permissions.ts';
import type { S3State } from '../state.ts';
import { listPage } from '../store/list-page.ts';
import type { Listed } from '../store/list-page.ts';

/** AWS's limit and default for one page. */
const maxKeys = 1000;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export const listObjectsV2 = bucketOperation({
  members: {
    Prefix: 'text',
    Delimiter: 'text',
    MaxKeys: 'integer',
    ContinuationToken: 'text',
    StartAfter: 'text',
    EncodingType: 'text',
    FetchOwner: 'flag',
  },
  permissions: (input: ListObjectsV2CommandInput) => [
    onBucket('s3:ListBucket', input.Bucket, conditionKeys(input)),
  ],
  async run(input, state) {
    const { Bucket = '', Prefix = '', Delimiter, EncodingType, ContinuationToken, StartAfter } = input;
    const limit = limitOf(input.MaxKeys);
    const { listed, truncated } = await listPage({
      bucketDirectory: state.objects.directoryOf(Bucket),
      prefix: Prefix,
      delimiter: Delimiter ?? '',
      after: startOf(input),
      limit,
    });
    const encode = encoder(EncodingType);
    const contents = await contentsOf(listed, input, state, encode);
    const prefixes = listed
      .filter(({ kind }) => kind === 'prefix')
      .map(({ name }) => ({ Prefix: encode(name) }));
    return {
      Name: Bucket,
      Prefix: encode(Prefix),
      Delimiter: Delimiter && encode(Delimiter),
      MaxKeys: limit,
      EncodingType,
      ContinuationToken,
      StartAfter: StartAfter && encode(StartAfter),
      KeyCount: contents.length + prefixes.length,
      IsTruncated: truncated,
      NextContinuationToken: truncated ? tokenAfter(listed.at(-1)!) : undefined,
      Contents: contents,
      CommonPrefixes: prefixes,
    };
  },
});

/** The condition keys that a policy may test, present where the request has the parameter. */
function conditionKeys({ Prefix, Delimiter, MaxKeys }: ListObjectsV2CommandInput): Record<string, string> {
  const keys = { 's3:prefix': Prefix, 's3:delimiter': Delimiter, 's3:max-keys': MaxKeys?.toString() };
  return Object.fromEntries(
    Object.entries(keys).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
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
  listed: Listed[],
  input: ListObjectsV2CommandInput,
  state: S3State,
  encode: (text: string) => string,
) {
  const owner = input.FetchOwner ? { Owner: { ID: state.accountId } } : {};
  const contents = [];
  for (const { kind, name } of listed) {
    const object = kind === 'key' ? await state.objects.describe(input.Bucket ?? '', name) : undefined;
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
