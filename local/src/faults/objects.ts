import type { Clock } from '../clock.ts';
import { ServiceError } from '../service.ts';
import type { Call, Service } from '../service.ts';
import type { Strikes } from './strikes.ts';

interface ObjectInput {
  Bucket?: string;
  Key?: string;
  Range?: string;
}

/** The HTTP status of S3's errors that mean trouble for a while, and of those that one may want to provoke. */
const statusOf: Record<string, number> = {
  AccessDenied: 403,
  InternalError: 500,
  NoSuchKey: 404,
  ServiceUnavailable: 503,
  SlowDown: 503,
};

/** S3 whose calls on single objects are delayed, fail, or read an object that was cut off. */
export function withObjectFaults(s3: Service, strikes: Strikes, clock: Clock): Service {
  return {
    ...s3,
    async call(operation, input, call) {
      const { Bucket, Key } = input as ObjectInput;
      if (Key === undefined) return s3.call(operation, input, call);
      const target = `s3://${Bucket}/${Key}`;
      const rule = strikes({ kind: 'object', names: { object: [target] }, target });
      if (!rule) return s3.call(operation, input, call);
      if (rule.delayMs > 0) await clock.sleep(rule.delayMs, call.signal ?? new AbortController().signal);
      if (rule.error)
        throw new ServiceError(rule.error.name, rule.error.cause, statusOf[rule.error.name] ?? 400);
      const truncates = rule.truncateBytes !== undefined && operation === 'getObject';
      return truncates
        ? truncated(s3, input as ObjectInput, call, rule.truncateBytes!)
        : s3.call(operation, input, call);
    },
  };
}

/**
 * Reads an object as if its end had never been written: shorter, and without the checksums that would give it away.
 * A read of a part stays as it is.
 */
async function truncated(s3: Service, input: ObjectInput, call: Call, bytes: number): Promise<unknown> {
  const head = (await s3.call('headObject', { Bucket: input.Bucket, Key: input.Key }, call)) as {
    ContentLength: number;
  };
  const isPart = input.Range !== undefined || head.ContentLength <= bytes;
  if (isPart) return s3.call('getObject', input, call);
  const output = await s3.call('getObject', { ...input, Range: `bytes=0-${bytes - 1}` }, call);
  const members = Object.entries(output as object).filter(([name]) => !/^(ContentRange|Checksum)/.test(name));
  return Object.fromEntries(members);
}
