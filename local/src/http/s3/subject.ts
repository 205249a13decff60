import { s3Error } from '../../s3/errors.ts';
import type { Exchange } from '../protocol.ts';

/** What a request is about: nothing is the service, a bucket alone is the bucket. */
export interface Subject {
  bucket?: string;
  key?: string;
}

/**
 * Bucket and key, from the path (`/bucket/key`) or from the host and the path (`bucket.localhost`, `/key`).
 * @throws InvalidURI when the path is not UTF-8, percent-encoded
 */
export function subjectOf({ path, request }: Exchange): Subject {
  const hostBucket = /^(.+)\.localhost(:\d+)?$/.exec(request.headers.host ?? '')?.[1];
  const segments = hostBucket === undefined ? path.slice(1) : `${hostBucket}${path}`;
  const [, bucket = '', key = ''] = /^([^/]*)\/?(.*)$/s.exec(segments) ?? [];
  return { bucket: decode(bucket) || undefined, key: decode(key) || undefined };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw s3Error('InvalidURI', `Couldn't parse the specified URI: ${text} is not percent-encoded UTF-8.`);
  }
}
