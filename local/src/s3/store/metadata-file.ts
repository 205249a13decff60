/**
 * The file beside an object that keeps what the object's own file cannot. Its records name the size and the time of
 * the file they belong to, so a record never describes a file that somebody else has written since.
 */
import { randomUUID } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Checksum } from '../integrity/checksum.ts';
import type { Attributes } from './object.ts';

export interface MetadataRecord {
  size: number;
  /** Modification time of the object's file, nanoseconds since the epoch. */
  modified: string;
  etag: string;
  attributes: Attributes;
  checksum?: Checksum | undefined;
}

/** What a record keeps of an object. */
export type Described = Pick<MetadataRecord, 'etag' | 'attributes' | 'checksum'>;

/** The record of an object in the file with these stats. */
export function recordOf(stats: BigIntStats, object: Described): MetadataRecord {
  return { size: Number(stats.size), modified: String(stats.mtimeNs), ...object };
}

/** Whether a record belongs to the file with these stats. */
export function describes(record: MetadataRecord, stats: BigIntStats): boolean {
  return record.size === Number(stats.size) && record.modified === String(stats.mtimeNs);
}

/** The records of a metadata file, the newest first; none when there is no such file. */
export async function readRecords(path: string): Promise<MetadataRecord[]> {
  try {
    return (JSON.parse(await readFile(path, 'utf8')) as { records: MetadataRecord[] }).records;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Replaces a metadata file as a whole. */
export async function writeRecords(path: string, key: string, records: MetadataRecord[], scratch: string) {
  const temporary = join(scratch, randomUUID());
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(temporary, JSON.stringify({ key, records }, null, 2));
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
