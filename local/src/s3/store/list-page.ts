import { compareKeys, keysUnder, merged } from './keys-under.ts';

/** One element of a listing: a key, or a common prefix that stands for all keys below it. */
export interface Listed {
  kind: 'key' | 'prefix';
  name: string;
}

export interface PageRequest {
  bucketDirectory: string;
  /** The keys that are not in it, in order. */
  beside: string[];
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
  const { bucketDirectory, beside, prefix, delimiter, limit } = request;
  const listed: Listed[] = [];
  let last = request.after;
  const wanted = (folder: string) => mayMatch(folder, prefix) && !isBehind(folder, last);
  if (limit === 0) return { listed, truncated: false };
  for await (const key of merged(keysUnder(bucketDirectory, wanted), beside)) {
    if (!key.startsWith(prefix) || comesBefore(key, last)) continue;
    if (listed.length === limit) return { listed, truncated: true };
    last = rollUp(key, prefix, delimiter);
    listed.push(last);
  }
  return { listed, truncated: false };
}

/** Whether keys in a folder can start with the prefix. */
function mayMatch(folder: string, prefix: string): boolean {
  return folder.startsWith(prefix) || prefix.startsWith(folder);
}

/** Whether all of a folder comes no later than the element. */
function isBehind(folder: string, element: Listed): boolean {
  if (element.kind === 'key' && element.name.startsWith(folder)) return false;
  if (element.kind === 'prefix' && element.name !== folder && element.name.startsWith(folder)) return false;
  return comesBefore(folder, element);
}

/** Whether a key comes no later than the element. */
function comesBefore(key: string, element: Listed): boolean {
  if (element.kind === 'prefix' && key.startsWith(element.name)) return true;
  return compareKeys(key, element.name) <= 0;
}

function rollUp(key: string, prefix: string, delimiter: string): Listed {
  const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  if (end === -1) return { kind: 'key', name: key };
  return { kind: 'prefix', name: key.slice(0, end + delimiter.length) };
}
