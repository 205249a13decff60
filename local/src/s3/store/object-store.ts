/** The objects as files: `<home>/s3/<bucket>/<key>`, or beside it where no file can be there. Only this folder of the service touches the file system. */
import { mkdirSync } from 'node:fs';
import { rm, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { DerivedEtags } from './derived-etags.ts';
import { keysBeside } from './beside.ts';
import { moveAway, moveIntoPlace, moveTo, removeEmptyFolders } from './folders.ts';
import { KeyLocks } from './key-locks.ts';
import { assertWritableKey, foldersOf, keyProblem } from './keys.ts';
import { recordOf, writeRecords } from './metadata-file.ts';
import type { Described } from './metadata-file.ts';
import type { OpenObject, ReceivedFile, StoredObject } from './object.ts';
import { openFile, wholeSeconds } from './open-file.ts';
import type { OpenFile } from './open-file.ts';
import { placeOf } from './places.ts';
import type { Place } from './places.ts';
import { receive } from './receive.ts';

/** Looks at the object that is about to be replaced, undefined when there is none, and throws to refuse. */
export type Check = (current: StoredObject | undefined) => void;

export class ObjectStore {
  readonly #home: string;
  readonly #scratch: string;
  readonly #locks = new KeyLocks();
  readonly #derivedEtags = new DerivedEtags();

  /** @param home the directory that holds `s3/`, `s3-beside/`, `s3-metadata/` and `tmp/` */
  constructor(home: string) {
    this.#home = home;
    this.#scratch = join(home, 'tmp');
    mkdirSync(this.#scratch, { recursive: true });
  }

  /** Where a bucket's objects lie. */
  directoryOf(bucket: string): string {
    return join(this.#home, 's3', bucket);
  }

  /** The keys of objects that are not in the bucket's directory, in S3's order. */
  keysBeside(bucket: string): Promise<string[]> {
    return keysBeside(this.#home, bucket);
  }

  /** Takes a body in, outside any bucket. Whoever receives a file commits or discards it. */
  receive(body: AsyncIterable<Uint8Array>, signal: AbortSignal | undefined): Promise<ReceivedFile> {
    return receive(body, this.#scratch, signal);
  }

  async discard(received: ReceivedFile): Promise<void> {
    await rm(received.path, { force: true });
  }

  /** Opens an object; undefined when there is none. The caller closes the handle. */
  async open(bucket: string, key: string): Promise<OpenObject | undefined> {
    if (keyProblem(key)) return undefined;
    const place = placeOf(this.#home, bucket, key);
    // Under the key's lock, so that the file and its metadata are of the same write.
    const file = await this.#locks.run(place.beside, () => openFile(place));
    return file && this.#identify(place, file);
  }

  /** What is stored under a key; undefined when nothing is. */
  async describe(bucket: string, key: string): Promise<StoredObject | undefined> {
    const object = await this.open(bucket, key);
    await object?.handle.close();
    return object;
  }

  /**
   * Puts a received file under a key, in one step for all who read. Checks and writes of the same key never overlap.
   * @throws what the check throws; NotImplemented for keys that nothing here can hold
   */
  commit(
    bucket: string,
    key: string,
    received: ReceivedFile,
    object: Described,
    check?: Check,
  ): Promise<StoredObject> {
    assertWritableKey(key);
    const place = placeOf(this.#home, bucket, key);
    return this.#locks.run(place.beside, async () => {
      const { record: current } = await this.#inspect(place, check);
      const stats = await stat(received.path, { bigint: true });
      // The old record stays until the next write: should we die before the move, it still describes the old file.
      const records = current ? [recordOf(stats, object), current] : [recordOf(stats, object)];
      await writeRecords(place.metadataFile, key, records, this.#scratch);
      await this.#settle(bucket, place, received.path);
      return { key, size: received.size, lastModified: wholeSeconds(stats), ...object };
    });
  }

  /**
   * Removes an object. Nothing happens when there is none, as in S3.
   * @throws what the check throws
   */
  async remove(bucket: string, key: string, check?: Check): Promise<void> {
    if (keyProblem(key)) return check?.(undefined);
    const place = placeOf(this.#home, bucket, key);
    await this.#locks.run(place.beside, async () => {
      const { path } = await this.#inspect(place, check);
      if (path === undefined) return;
      await rm(place.beside, { force: true });
      if (path === place.file) await unlink(path);
      await rm(place.metadataFile, { force: true });
      if (place.file) await removeEmptyFolders(place.file, this.directoryOf(bucket));
    });
  }

  /** Moves a file to where its object lies: into the bucket's directory, if one can be there. */
  async #settle(bucket: string, place: Place, from: string): Promise<void> {
    const clear = () => this.#clearFolders(bucket, place.key);
    if (place.file === undefined || !(await moveIntoPlace(from, place.file, clear)))
      await moveTo(from, place.beside);
    else await rm(place.beside, { force: true });
  }

  /** Moves objects aside whose keys are folders of this one. A longer key waits for a shorter one, never the other way. */
  async #clearFolders(bucket: string, key: string): Promise<void> {
    for (const folder of foldersOf(key)) {
      const { file, beside } = placeOf(this.#home, bucket, folder);
      if (file !== undefined) await this.#locks.run(beside, () => moveAway(file, beside));
    }
  }

  /** Runs the check on what is there now; tells where it is, with the metadata record in force. */
  async #inspect(place: Place, check: Check | undefined) {
    const file = await openFile(place);
    if (!file) {
      check?.(undefined);
      return {};
    }
    try {
      check?.(await this.#identify(place, file));
      return { path: file.path, record: file.record };
    } finally {
      await file.handle.close();
    }
  }

  /** The object in an open file, with the ETag from its metadata or, without any, from its bytes. */
  async #identify(place: Place, file: OpenFile): Promise<OpenObject> {
    const { handle, stats, record } = file;
    const object = {
      key: place.key,
      size: Number(stats.size),
      lastModified: wholeSeconds(stats),
      attributes: record?.attributes ?? {},
      checksum: record?.checksum,
      handle,
    };
    if (record) return { ...object, etag: record.etag };
    try {
      return { ...object, etag: await this.#derivedEtags.etagOf(file.path, handle, stats) };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }
}
