import type { ByteRange } from './range.ts';
import type { StoredObject } from './store/object.ts';

/** What GetObject and HeadObject tell of an object, or of a range of it. */
export function objectOutput(object: StoredObject, range: ByteRange | undefined) {
  return {
    AcceptRanges: 'bytes',
    ContentLength: range ? range.last - range.first + 1 : object.size,
    ContentRange: range && `bytes ${range.first}-${range.last}/${object.size}`,
    ETag: `"${object.etag}"`,
    LastModified: object.lastModified,
    ServerSideEncryption: 'AES256' as const,
  };
}
