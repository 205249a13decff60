import { lstat, mkdir, rename, rmdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

const isErrno = (error: unknown, ...codes: string[]) =>
  codes.includes((error as NodeJS.ErrnoException).code ?? '');

/** Moves a file, whose folder may have to be made or to be made again: empty ones are removed meanwhile. */
export async function moveTo(from: string, to: string): Promise<void> {
  for (let attempts = 1; ; attempts++) {
    try {
      await mkdir(dirname(to), { recursive: true });
      await rename(from, to);
      return;
    } catch (error) {
      if (attempts === 10 || !isErrno(error, 'ENOENT')) throw error;
    }
  }
}

/**
 * Moves a complete file to its place in the bucket's directory.
 * @param clear moves the plain files out of the way that are where folders have to be
 * @returns false where the place is a folder with other objects
 */
export async function moveIntoPlace(
  from: string,
  file: string,
  clear: () => Promise<void>,
): Promise<boolean> {
  for (let attempts = 1; ; attempts++) {
    try {
      if (await isFullFolder(file)) return false;
      await moveTo(from, file);
      return true;
    } catch (error) {
      if (attempts === 10 || !isErrno(error, 'EEXIST', 'ENOTDIR', 'EISDIR', 'ENOTEMPTY')) throw error;
      await clear();
    }
  }
}

/** Whether a path is a folder that holds something; an empty one is removed. */
async function isFullFolder(path: string): Promise<boolean> {
  const present = await stat(path).catch(() => undefined);
  if (!present?.isDirectory()) return false;
  try {
    await rmdir(path);
    return false;
  } catch (error) {
    if (isErrno(error, 'ENOTEMPTY', 'EEXIST')) return true;
    if (isErrno(error, 'ENOENT')) return false;
    throw error;
  }
}

/** Moves a plain file away, if there is one. */
export async function moveAway(file: string, to: string): Promise<void> {
  const present = await lstat(file).catch(() => undefined);
  if (present?.isFile()) await moveTo(file, to);
}

/** Removes the folders above a deleted file that are empty now, as S3 has no empty folders. */
export async function removeEmptyFolders(file: string, bucketDirectory: string): Promise<void> {
  for (let folder = dirname(file); folder !== bucketDirectory; folder = dirname(folder)) {
    try {
      await rmdir(folder);
    } catch (error) {
      if (isErrno(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT')) return;
      throw error;
    }
  }
}
