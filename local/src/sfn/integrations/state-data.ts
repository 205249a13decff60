import type { Json } from '../../asl/host.ts';

/**
 * How times stand in state data: as integer epoch milliseconds in the results of optimized integrations, as ISO
 * 8601 texts in those of `aws-sdk` (both as recorded on AWS).
 */
export type TimeFormat = 'epochMilliseconds' | 'iso8601';

/** A service's output as state data: without members that are absent, times in the given format. */
export function toStateData(value: unknown, times: TimeFormat): Json {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return times === 'iso8601' ? isoTime(value) : value.getTime();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (Array.isArray(value)) return value.map((item) => toStateData(item, times));
  if (typeof value === 'object') {
    const present = Object.entries(value).filter(([, member]) => member !== undefined && member !== null);
    return Object.fromEntries(present.map(([name, member]) => [name, toStateData(member, times)]));
  }
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  return value as Json;
}

/** The members in alphabetical order, in which optimized integrations give their results. */
export function sortMembers(value: Json): Json {
  if (Array.isArray(value)) return value.map(sortMembers);
  if (value === null || typeof value !== 'object') return value;
  const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, member]) => [name, sortMembers(member)]));
}

/** As Java writes an instant: no fraction when it is zero. */
function isoTime(time: Date): string {
  return time.toISOString().replace('.000Z', 'Z');
}

/** Arguments without their null members: an SDK's request has no nulls, they mean that a member is absent. */
export function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (value === null || typeof value !== 'object') return value;
  const present = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(present.map(([name, member]) => [name, withoutNulls(member)]));
}
