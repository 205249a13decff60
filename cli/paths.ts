import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { basename, dirname, join, resolve } from 'node:path';

/** The repository's root: the folder above this one, both from the sources and from `dist/`. */
export const projectRoot = fileURLToPath(new URL('..', import.meta.url));

/** Where `osls package` leaves the template and the zips. */
export const packageDirectory = join(projectRoot, '.serverless');

/** The local lake and history: what `--home` says, else `.nocturne` in the service's own directory. */
export function homeDirectory(option: string | undefined, packagePath: string): string {
  return option === undefined ? join(serviceDirectory(packagePath), '.nocturne') : resolve(option);
}

/** Above the folder that `sls package` writes; else the folder of the template and its zips. */
function serviceDirectory(packagePath: string): string {
  const isFile = statSync(packagePath, { throwIfNoEntry: false })?.isFile() ?? false;
  const directory = isFile ? dirname(packagePath) : packagePath;
  return basename(directory) === basename(packageDirectory) ? dirname(directory) : directory;
}
