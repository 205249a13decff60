import { s3Error } from './errors.ts';

/**
 * The object that CopySource names: `bucket/key` or `/bucket/key`, URL-encoded.
 * @throws InvalidArgument; NotImplemented for a version
 */
export function parseCopySource(source: unknown): { bucket: string; key: string } {
  const invalid = s3Error(
    'InvalidArgument',
    `CopySource must be "bucket/key", URL-encoded, not ${JSON.stringify(source)}.`,
  );
  if (typeof source !== 'string') throw invalid;
  if (source.includes('?versionId=')) {
    throw s3Error(
      'NotImplemented',
      'The local S3 does not implement versions: leave versionId out of CopySource.',
    );
  }
  let decoded: string;
  try {
    decoded = decodeURIComponent(source);
  } catch {
    throw invalid;
  }
  const match = /^\/?([^/]+)\/(.+)$/s.exec(decoded);
  if (!match) throw invalid;
  return { bucket: match[1]!, key: match[2]! };
}
