import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** S3's order of keys: by their UTF-8 bytes. */
export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/**
 * The keys in a bucket's directory in S3's order, read folder by folder as they are asked for.
 * @param wanted told a folder (`a/b/`) or a key; false leaves it out, a folder with all that is in it
 */
export async function* keysUnder(
  bucketDirectory: string,
  wanted: (path: string) => boolean,
  folder = '',
): AsyncGenerator<string> {
  for (const path of await pathsIn(bucketDirectory, folder)) {
    if (!wanted(path)) continue;
    if (path.endsWith('/')) yield* keysUnder(bucketDirectory, wanted, path);
    else yield path;
  }
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
