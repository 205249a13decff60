import { compareKeys, keysUnder } from './keys-under.ts';

/** One element of a listing: a key, or a common prefix that stands for all keys below it. */
export interface Listed {
  kind: 'key' | 'prefix';
  name: string;
}

export interface PageRequest {
  bucketDirectory: string;
  /** Only keys that start with this. */
  prefix: string;
  /** Keys that contain this after the prefix are rolled up; empty rolls up nothing. */
  delimiter: string;
  /** Where the page begins: after this element. */
  after: Listed;
  limit: number;
}

/** The next elements of a listing, at most `limit`, and whether there are more. */
export async function listPage(request: PageRequest): Promise<{ listed: Listed[]; truncated: boolean }> {
  const { bucketDirectory, prefix, delimiter, limit } = request;
  const listed: Listed[] = [];
  let last = request.after;
  const wanted = (path: string) => matchesPrefix(path, prefix) && !isBehind(path, last);
  if (limit === 0) return { listed, truncated: false };
  for await (const key of keysUnder(bucketDirectory, wanted)) {
    if (listed.length === limit) return { listed, truncated: true };
    last = rollUp(key, prefix, delimiter);
    listed.push(last);
  }
  return { listed, truncated: false };
}

/** A key matches when it starts with the prefix; a folder also when the prefix leads into it. */
function matchesPrefix(path: string, prefix: string): boolean {
  return path.startsWith(prefix) || (path.endsWith('/') && prefix.startsWith(path));
}

/** Whether a key, or all of a folder, comes no later than the element. */
function isBehind(path: string, element: Listed): boolean {
  if (element.kind === 'prefix' && path.startsWith(element.name)) return true;
  if (path.endsWith('/') && element.name.startsWith(path)) return false;
  return compareKeys(path, element.name) <= 0;
}

function rollUp(key: string, prefix: string, delimiter: string): Listed {
  const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  if (end === -1) return { kind: 'key', name: key };
  return { kind: 'prefix', name: key.slice(0, end + delimiter.length) };
}
