import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** S3's order of keys: by their UTF-8 bytes. */
export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/**
 * The keys in a bucket's directory in S3's order, read folder by folder as they are asked for.
 * @param wanted told a folder (`a/b/`); false leaves it out with all that is in it
 */
export async function* keysUnder(
  bucketDirectory: string,
  wanted: (path: string) => boolean,
  folder = '',
): AsyncGenerator<string> {
  for (const path of await pathsIn(bucketDirectory, folder)) {
    if (!path.endsWith('/')) yield path;
    else if (wanted(path)) yield* keysUnder(bucketDirectory, wanted, path);
  }
}

/** Two lists of keys in S3's order as one; a key of both comes once. */
export async function* merged(keys: AsyncIterable<string>, others: string[]): AsyncGenerator<string> {
  let next = 0;
  for await (const key of keys) {
    for (; next < others.length && compareKeys(others[next]!, key) <= 0; next++)
      if (others[next] !== key) yield others[next]!;
    yield key;
  }
  yield* others.slice(next);
}

/** What lies in one folder, in order. A folder bears its slash, which counts when "a/b" is compared with "a-b". */
async function pathsIn(bucketDirectory: string, folder: string): Promise<string[]> {
  try {
    const entries = await readdir(join(bucketDirectory, folder), { withFileTypes: true });
    const visible = entries.filter((entry) => entry.isFile() || entry.isDirectory());
    return visible
      .map((entry) => `${folder}${entry.name}${entry.isDirectory() ? '/' : ''}`)
      .sort(compareKeys);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}
