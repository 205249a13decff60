import { s3Error } from './errors.ts';

/** First and last byte, both included. */
export interface ByteRange {
  first: number;
  last: number;
}

/**
 * The bytes that a Range header asks for; undefined, which means all, for a header that is no byte range, as RFC 9110
 * has it, and for several ranges, as S3 answers them.
 * @throws InvalidRange when the object has none of the bytes
 */
export function byteRange(header: string | undefined, size: number): ByteRange | undefined {
  if (header === undefined) return undefined;
  const match = /^bytes=(\d*)-(\d*)$/.exec(header);
  if (!match || header === 'bytes=-') return undefined;
  const range = boundsOf(match[1]!, match[2]!, size);
  if (!range) return undefined;
  if (range.first > range.last) {
    throw s3Error('InvalidRange', 'The requested range is not satisfiable', {
      RangeRequested: header,
      ActualObjectSize: size,
    });
  }
  return range;
}

function boundsOf(from: string, to: string, size: number): ByteRange | undefined {
  if (from === '') return { first: Math.max(0, size - Number(to)), last: Number(to) === 0 ? -1 : size - 1 };
  if (to !== '' && Number(to) < Number(from)) return undefined;
  return { first: Number(from), last: to === '' ? size - 1 : Math.min(Number(to), size - 1) };
}
