import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { forNode, inProject } from '../scripts/bundle-options.mjs';

const programs = fileURLToPath(new URL('ours/', import.meta.url));

/**
 * Bundles one of the programs in ours/, which call the functions' own modules, as the functions are bundled.
 * @returns {Promise<string>} path of the program
 */
export async function bundle(program, directory) {
  const outfile = join(directory, `${basename(program, '.ts')}.cjs`);
  await build({ ...forNode, entryPoints: [join(programs, program)], outfile, minify: true, format: 'cjs' });
  return outfile;
}

/**
 * Bundles one of the programs in ours/ that start the runtime, as the command is bundled: it finds its packages and the
 * programs of its child processes in the project.
 */
export async function bundleRuntime(program) {
  const cache = fileURLToPath(new URL('../node_modules/.cache/nocturne-bench/', import.meta.url));
  const outfile = join(cache, `${basename(program, '.ts')}.mjs`);
  const entryPoints = [join(programs, program)];
  const define = { 'import.meta.url': JSON.stringify(new URL('../dist/nocturne.js', import.meta.url).href) };
  await build({ ...inProject, entryPoints, outfile, define });
  return outfile;
}
