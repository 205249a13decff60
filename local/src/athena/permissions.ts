import { join } from 'node:path';
import type { Permission } from '../service.ts';

interface Site {
  accountId: string;
  region: string;
}

/** An action on a work group. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonathena.html */
export function workGroupPermission(
  action: string,
  { region, accountId }: Site,
  workGroup: string,
): Permission {
  return {
    action: `athena:${action}`,
    resource: `arn:aws:athena:${region}:${accountId}:workgroup/${workGroup}`,
  };
}

/** An action on the catalog. */
export function catalogPermission(action: string, { region, accountId }: Site): Permission {
  return {
    action: `athena:${action}`,
    resource: `arn:aws:athena:${region}:${accountId}:datacatalog/AwsDataCatalog`,
  };
}

/** What reading everything below `s3://bucket/prefix/` takes. */
export function readPermissions(location: string): Permission[] {
  const { bucket, key } = placeOf(location);
  return [
    { action: 's3:ListBucket', resource: `arn:aws:s3:::${bucket}`, context: { 's3:prefix': key } },
    { action: 's3:GetObject', resource: `arn:aws:s3:::${bucket}/${key}*` },
  ];
}

/** What reading one object takes. */
export function readObjectPermission(uri: string): Permission {
  const { bucket, key } = placeOf(uri);
  return { action: 's3:GetObject', resource: `arn:aws:s3:::${bucket}/${key}` };
}

/** What writing an object, or everything below a prefix that ends with `/`, takes. */
export function writePermission(uri: string): Permission {
  const { bucket, key } = placeOf(uri);
  return { action: 's3:PutObject', resource: `arn:aws:s3:::${bucket}/${key}${key.endsWith('/') ? '*' : ''}` };
}

/** Athena looks where the results' bucket is before it takes a query. */
export function bucketLocationPermission(uri: string): Permission {
  return { action: 's3:GetBucketLocation', resource: `arn:aws:s3:::${placeOf(uri).bucket}` };
}

/** The file of an object, `s3://bucket/key`. */
export function fileOf(buckets: string, uri: string): string {
  const { bucket, key } = placeOf(uri);
  return join(buckets, bucket, key);
}

/** Bucket and key of `s3://bucket/key`. */
export function placeOf(uri: string): { bucket: string; key: string } {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(uri) ?? [];
  return { bucket, key };
}
