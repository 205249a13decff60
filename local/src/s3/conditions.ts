/** Conditional requests: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html */
import type { Permission } from '../service.ts';
import type { Shape } from '../shape.ts';
import { s3Error } from './errors.ts';
import { onObject } from './permissions.ts';
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

/** The shapes of these members, for an operation's members. */
export const writeConditionMembers = {
  IfMatch: 'text',
  IfNoneMatch: 'text',
} as const satisfies Record<keyof WriteConditions, Shape>;

type Header = 'If-Match' | 'If-None-Match' | 'If-Modified-Since' | 'If-Unmodified-Since';

/**
 * Decides a conditional read by RFC 9110: where there is an ETag to compare, the date beside it does not count.
 * @throws PreconditionFailed, NotModified
 */
export function checkRead(object: StoredObject, conditions: ReadConditions): void {
  const failed = failedCondition(object, conditions);
  if (failed === undefined) return;
  if (failed === 'If-Match' || failed === 'If-Unmodified-Since') throw preconditionFailed(failed);
  throw s3Error('NotModified', 'Not Modified', { ETag: `"${object.etag}"` });
}

/** The first condition that does not hold. A time in the future says nothing of what was modified since (recorded). */
export function failedCondition(object: StoredObject, conditions: ReadConditions): Header | undefined {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = conditions;
  const modifiedAfter = (date: Date) => object.lastModified.getTime() > date.getTime();
  if (IfMatch !== undefined) {
    if (!matches(IfMatch, object)) return 'If-Match';
  } else if (IfUnmodifiedSince && modifiedAfter(IfUnmodifiedSince)) {
    return 'If-Unmodified-Since';
  }
  if (IfNoneMatch !== undefined) return matches(IfNoneMatch, object) ? 'If-None-Match' : undefined;
  if (!IfModifiedSince || IfModifiedSince.getTime() > Date.now()) return undefined;
  return modifiedAfter(IfModifiedSince) ? undefined : 'If-Modified-Since';
}

/**
 * The check of a conditional write, to be made while nothing else can write the key; undefined when there is none.
 * @throws NotImplemented for what AWS does not have either: both conditions, or other values than these (recorded)
 */
export function writeCheck(key: string, { IfMatch, IfNoneMatch }: WriteConditions): Check | undefined {
  if (IfMatch !== undefined && IfNoneMatch !== undefined)
    throw unfitHeader(
      'If-Match,If-None-Match',
      'Multiple conditional request headers present in the request',
    );
  if (IfMatch === '*') throw unfitValue('If-Match');
  if (IfNoneMatch !== undefined && IfNoneMatch !== '*') throw unfitValue('If-None-Match');
  if (IfMatch !== undefined) return matchCheck(key, IfMatch);
  if (IfNoneMatch === undefined) return undefined;
  return function checkAbsent(current) {
    if (current) throw preconditionFailed('If-None-Match');
  };
}

/** The check of a conditional deletion; `*` stands for any object. Undefined when there is no condition. */
export function deleteCheck(key: string, condition: string | undefined): Check | undefined {
  return condition === undefined ? undefined : matchCheck(key, condition);
}

/** What deleting asks for: who compares an ETag must also be allowed to read the object. */
export function deletePermissions(bucket: string, key: string, condition: string | undefined): Permission[] {
  const compares = condition !== undefined && condition !== '*';
  const actions = compares ? ['s3:DeleteObject', 's3:GetObject'] : ['s3:DeleteObject'];
  return actions.map((action) => onObject(action, bucket, key));
}

export function noSuchKey(key: string) {
  return s3Error('NoSuchKey', 'The specified key does not exist.', { Key: key });
}

/** Another request has changed the object meanwhile. */
export function conflict(key: string, condition: Header) {
  return s3Error(
    'ConditionalRequestConflict',
    'The conditional request cannot succeed due to a conflicting operation against this resource.',
    { Condition: condition, Key: key },
  );
}

export function preconditionFailed(condition: string) {
  return s3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    Condition: condition,
  });
}

function matchCheck(key: string, condition: string): Check {
  return function checkMatch(current) {
    if (!current) throw noSuchKey(key);
    if (!matches(condition, current)) throw preconditionFailed('If-Match');
  };
}

/** A condition lists ETags, with or without quotes, or is `*` for any object. */
function matches(condition: string, object: StoredObject): boolean {
  const etags = condition.split(',').map((etag) => etag.trim().replace(/^"(.*)"$/, '$1'));
  return etags.includes('*') || etags.includes(object.etag);
}

const unfitValue = (header: Header) =>
  unfitHeader(header, `We don't accept the provided value of ${header} header for this API`);

function unfitHeader(header: string, additionalMessage: string) {
  return s3Error('NotImplemented', 'A header you provided implies functionality that is not implemented', {
    Header: header,
    additionalMessage,
  });
}
