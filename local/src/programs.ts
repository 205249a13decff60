import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Of this package: found by its name, since the runtime may be part of another package's bundle. */
const packageFile = 'template-runtime/package.json';

/**
 * The bundle of a process that the runtime starts.
 * @param name a file of this package's `dist/`
 */
export function programFile(name: string): string {
  const file = join(dirname(createRequire(import.meta.url).resolve(packageFile)), 'dist', name);
  if (existsSync(file)) return file;
  throw new Error(`${file} does not exist. Build it: npm run build.`);
}
