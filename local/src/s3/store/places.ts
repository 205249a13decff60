import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { objectFile } from './keys.ts';

/** Where an object lies, or would. */
export interface Place {
  key: string;
  /** In the bucket's directory; undefined where no file can bear the key. */
  file: string | undefined;
  /** Beside it: of a key that no file can bear, and of one that is a folder of other keys. */
  beside: string;
  metadataFile: string;
}

/**
 * The places of a key. What lies outside the bucket's directory is named by a hash: a key is too long for a name, and
 * `a.json` would be both the file of `a` and the folder of `a.json/b`.
 */
export function placeOf(home: string, bucket: string, key: string): Place {
  const hash = createHash('sha256').update(key).digest('hex');
  return {
    key,
    file: objectFile(join(home, 's3', bucket), key),
    beside: join(directoryBeside(home, bucket), hash),
    metadataFile: metadataOf(home, bucket, hash),
  };
}

/** Where the objects lie that are not in a bucket's directory. */
export const directoryBeside = (home: string, bucket: string) => join(home, 's3-beside', bucket);

/** The metadata of an object, which also knows its key. */
export const metadataOf = (home: string, bucket: string, hash: string) =>
  join(home, 's3-metadata', bucket, `${hash}.json`);
