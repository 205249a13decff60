import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const programs = fileURLToPath(new URL('ours/', import.meta.url));

/**
 * Bundles one of the programs in ours/, which call the functions' own modules, as the functions are bundled.
 * @returns {Promise<string>} path of the program
 */
export async function bundle(program, directory) {
  const outfile = join(directory, `${basename(program, '.ts')}.cjs`);
  await build({
    entryPoints: [join(programs, program)],
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

/**
 * Bundles one of the programs in ours/ that start the runtime, as the command is bundled: it finds its packages and the
 * programs of its child processes in the project.
 */
export async function bundleRuntime(program) {
  const cache = fileURLToPath(new URL('../node_modules/.cache/nocturne-bench/', import.meta.url));
  const outfile = join(cache, `${basename(program, '.ts')}.mjs`);
  await build({
    entryPoints: [join(programs, program)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    define: { 'import.meta.url': JSON.stringify(new URL('../dist/nocturne.js', import.meta.url).href) },
    logLevel: 'warning',
  });
  return outfile;
}
