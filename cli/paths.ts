import { fileURLToPath } from 'node:url';
import { join, resolve } from 'node:path';

/** The repository's root: the folder above this one, both from the sources and from `dist/`. */
export const projectRoot = fileURLToPath(new URL('..', import.meta.url));

/** Where `osls package` leaves the template and the zips. */
export const packageDirectory = join(projectRoot, '.serverless');

/** The local lake and history: what `--home` says, else `.nocturne` in the repository. */
export function homeDirectory(option: string | undefined): string {
  return option === undefined ? join(projectRoot, '.nocturne') : resolve(option);
}
