import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';

/** ETags of files that were not written through S3, e.g. by the SQL engine: MD5 of the bytes, as S3's own. */
export class DerivedEtags {
  readonly #known = new Map<string, { identity: string; etag: string }>();

  /** The ETag of an open file; computed once for each size and modification time of the file at `path`. */
  async etagOf(path: string, handle: FileHandle, stats: BigIntStats): Promise<string> {
    const identity = `${stats.ino} ${stats.size} ${stats.mtimeNs}`;
    const known = this.#known.get(path);
    if (known?.identity === identity) return known.etag;
    const md5 = createHash('md5');
    for await (const chunk of handle.createReadStream({ start: 0, autoClose: false }))
      md5.update(chunk as Buffer);
    const etag = md5.digest('hex');
    this.#known.set(path, { identity, etag });
    return etag;
  }
}
