/** Conditional requests: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html */
import type { Shape } from '../shape.ts';
import { s3Error } from './errors.ts';
import type { Check } from './store/object-store.ts';
import type { StoredObject } from './store/object.ts';

export interface ReadConditions {
  IfMatch?: string;
  IfNoneMatch?: string;
  IfModifiedSince?: Date;
  IfUnmodifiedSince?: Date;
}

/** The shapes of these members, for an operation's members. */
export const readConditionMembers = {
  IfMatch: 'text',
  IfNoneMatch: 'text',
  IfModifiedSince: 'time',
  IfUnmodifiedSince: 'time',
} as const satisfies Record<keyof ReadConditions, Shape>;

export interface WriteConditions {
  IfMatch?: string;
  IfNoneMatch?: string;
}

/**
 * Decides a conditional read by RFC 9110: where there is an ETag to compare, the date beside it does not count.
 * @throws PreconditionFailed, NotModified
 */
export function checkRead(object: StoredObject, conditions: ReadConditions): void {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = conditions;
  const modifiedAfter = (date: Date) => object.lastModified.getTime() > date.getTime();
  if (IfMatch !== undefined) {
    if (!matches(IfMatch, object)) throw preconditionFailed('If-Match');
  } else if (IfUnmodifiedSince && modifiedAfter(IfUnmodifiedSince)) {
    throw preconditionFailed('If-Unmodified-Since');
  }
  if (IfNoneMatch !== undefined) {
    if (matches(IfNoneMatch, object)) throw notModified(object);
  } else if (IfModifiedSince && !modifiedAfter(IfModifiedSince)) {
    throw notModified(object);
  }
}

/**
 * The check of a conditional write, to be made while nothing else can write the key; undefined when there is none.
 * @throws NotImplemented for an If-None-Match other than `*`, which AWS does not have either
 */
export function writeCheck(key: string, conditions: WriteConditions): Check | undefined {
  const { IfMatch, IfNoneMatch } = conditions;
  if (IfNoneMatch !== undefined && IfNoneMatch !== '*') {
    throw s3Error(
      'NotImplemented',
      `If-None-Match of a write must be "*", not ${JSON.stringify(IfNoneMatch)}.`,
    );
  }
  if (IfMatch === undefined && IfNoneMatch === undefined) return undefined;
  return function checkWrite(current) {
    if (IfNoneMatch !== undefined && current) throw preconditionFailed('If-None-Match');
    if (IfMatch === undefined) return;
    if (!current) throw noSuchKey(key);
    if (!matches(IfMatch, current)) throw preconditionFailed('If-Match');
  };
}

export function noSuchKey(key: string) {
  return s3Error('NoSuchKey', 'The specified key does not exist.', { Key: key });
}

/** A condition lists ETags, with or without quotes, or is `*` for any object. */
function matches(condition: string, object: StoredObject): boolean {
  const etags = condition.split(',').map((etag) => etag.trim().replace(/^"(.*)"$/, '$1'));
  return etags.includes('*') || etags.includes(object.etag);
}

function preconditionFailed(condition: string) {
  return s3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    Condition: condition,
  });
}

function notModified(object: StoredObject) {
  return s3Error('NotModified', 'Not Modified', { ETag: `"${object.etag}"` });
}
