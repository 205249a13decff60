import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * Bundles one of the programs in ours/, which call the functions' own modules, as the functions are bundled.
 * @returns {Promise<string>} path of the program
 */
export async function bundle(program, directory) {
  const outfile = join(directory, `${basename(program, '.ts')}.cjs`);
  const entryPoint = fileURLToPath(new URL(`ours/${program}`, import.meta.url));
  await build({
    entryPoints: [entryPoint],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'warning',
  });
  return outfile;
}
