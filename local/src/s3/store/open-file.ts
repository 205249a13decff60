import { constants } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { describes, readRecords } from './metadata-file.ts';
import type { MetadataRecord } from './metadata-file.ts';
import type { Place } from './places.ts';

/** An object's file with the metadata record that belongs to it, if one does. */
export interface OpenFile {
  path: string;
  handle: FileHandle;
  stats: BigIntStats;
  record: MetadataRecord | undefined;
}

/**
 * Opens the object's file for reading; undefined when there is no plain file. What is in the bucket's directory comes
 * before what lies beside it, where it may be moved. The caller closes the handle.
 */
export async function openFile(place: Place): Promise<OpenFile | undefined> {
  return (
    (place.file === undefined ? undefined : await openPlain(place.file, place)) ??
    (await openPlain(place.beside, place))
  );
}

async function openPlain(path: string, place: Place): Promise<OpenFile | undefined> {
  const handle = await openIfPresent(path);
  if (!handle) return undefined;
  try {
    const stats = await handle.stat({ bigint: true });
    if (stats.isFile()) {
      const records = await readRecords(place.metadataFile);
      return { path, handle, stats, record: records.find((record) => describes(record, stats)) };
    }
  } catch (error) {
    await handle.close();
    throw error;
  }
  await handle.close();
  return undefined;
}

async function openIfPresent(path: string): Promise<FileHandle | undefined> {
  try {
    // Without O_NONBLOCK a named pipe in the bucket would hang the reader.
    return await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const absent = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'EISDIR'];
    if (absent.includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

/** The modification time as S3 tells it, which knows no fractions of a second. */
export function wholeSeconds(stats: BigIntStats): Date {
  return new Date(Math.floor(Number(stats.mtimeMs) / 1000) * 1000);
}
