import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The bundled program of a function's process, `dist/lambda-host.cjs` beside the nearest package.json: the same
 * for the sources as for the bundled runtime, which lies in `dist` itself.
 */
export function findHostFile(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, 'package.json')) && dirname(directory) !== directory) {
    directory = dirname(directory);
  }
  const file = join(directory, 'dist', 'lambda-host.cjs');
  if (existsSync(file)) return file;
  throw new Error(`${file} does not exist. Build it: node scripts/build.mjs.`);
}
