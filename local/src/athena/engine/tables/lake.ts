import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { QueryError } from '../query-error.ts';
import type { LakeFile } from './files/object-bytes.ts';

/** The buckets as directories, and a count of what a query reads of them. */
export interface Lake {
  /** The files below a location, by path; what begins with `_` or `.` is invisible, as in Athena. */
  files(location: string): LakeFile[];
  /** The size of all files listed so far. */
  scannedBytes(): number;
}

/** @param buckets the directory of the bucket directories */
export function openLake(buckets: string): Lake {
  let scannedBytes = 0;
  return {
    files(location) {
      const files = visibleFiles(directoryOf(buckets, location));
      for (const file of files) scannedBytes += statSync(file).size;
      return files.map((path) => ({ path, uri: `s3://${relative(buckets, path)}` }));
    },
    scannedBytes: () => scannedBytes,
  };
}

/**
 * The directory of a location, `s3://bucket/prefix/`.
 * @throws QueryError when it is none
 */
export function directoryOf(buckets: string, location: string): string {
  const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(location) ?? [];
  const parts = prefix.split('/').filter(Boolean);
  if (bucket && ![bucket, ...parts].some((part) => part === '.' || part === '..'))
    return join(buckets, bucket, ...parts);
  throw new QueryError('INVALID_ARGUMENTS', `The location must be s3://bucket/prefix/, and not ${location}`);
}

function visibleFiles(directory: string): string[] {
  const entries = entriesOf(directory).filter(({ name }) => !name.startsWith('_') && !name.startsWith('.'));
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(directory, entry.name);
      return entry.isDirectory() ? visibleFiles(path) : [path];
    });
}

function entriesOf(directory: string) {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
