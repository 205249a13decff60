import type { Call } from '../service.ts';
import { noSuchKey } from './conditions.ts';
import { onBucket } from './permissions.ts';
import type { S3State } from './state.ts';

/**
 * The error for a key without an object. Who may not list the bucket is not told that there is none:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 * @throws AccessDenied
 */
export function missingKey(bucket: string, key: string, state: S3State, call: Call) {
  state.authorize([onBucket('s3:ListBucket', bucket)], call);
  return noSuchKey(key);
}
