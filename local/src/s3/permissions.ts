import type { Permission } from '../service.ts';

/** A permission on an object: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
export function onObject(action: string, bucket = '', key = ''): Permission {
  return { action, resource: `arn:aws:s3:::${bucket}/${key}` };
}

/** A permission on a bucket. */
export function onBucket(action: string, bucket = '', context?: Record<string, string>): Permission {
  return { action, resource: `arn:aws:s3:::${bucket}`, context };
}
