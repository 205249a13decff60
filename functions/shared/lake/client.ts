import { S3Client } from '@aws-sdk/client-s3';
import { Failure } from '../../../kernels/failure.ts';

/** One client per process, so that warm invocations reuse its connections. Its settings are the environment's. */
export const client = new S3Client({});

/**
 * Name of the bucket that holds the lake.
 * @throws Failure InvalidEnvironment
 */
export function lakeBucket(): string {
  const bucket = process.env.LAKE_BUCKET;
  if (!bucket) {
    throw new Failure(
      'InvalidEnvironment',
      'LAKE_BUCKET must be the name of the bucket that holds the lake, but it is not set.',
    );
  }
  return bucket;
}

/** `s3://<bucket>/<key>` of an object in the lake. */
export function uri(key: string): string {
  return `s3://${lakeBucket()}/${key}`;
}
