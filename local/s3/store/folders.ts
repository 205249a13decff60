import { mkdir, rename, rmdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { refusedKey } from './keys.ts';

const isErrno = (error: unknown, ...codes: string[]) =>
  codes.includes((error as NodeJS.ErrnoException).code ?? '');

/**
 * Makes the folders above an object's file.
 * @throws NotImplemented when the key is another key's folder, or has another key as a folder: both are plain files
 */
export async function makeRoom(file: string, key: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
  } catch (error) {
    if (isErrno(error, 'EEXIST', 'ENOTDIR'))
      throw refusedKey(key, 'an object has the key of one of its folders');
    throw error;
  }
  const present = await stat(file).catch(() => undefined);
  if (!present?.isDirectory()) return;
  await rmdir(file).catch((error: unknown) => {
    if (isErrno(error, 'ENOTEMPTY', 'EEXIST')) throw refusedKey(key, 'it is the folder of other keys');
    throw error;
  });
}

/** Moves a complete file to its place. Folders that were removed meanwhile, as empty, are made again. */
export async function moveIntoPlace(from: string, file: string, key: string): Promise<void> {
  for (let attempts = 1; ; attempts++) {
    await makeRoom(file, key);
    try {
      await rename(from, file);
      return;
    } catch (error) {
      if (attempts === 10 || !isErrno(error, 'ENOENT', 'EISDIR', 'ENOTDIR')) throw error;
    }
  }
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
