import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { projectRoot } from '../cli/paths.ts';
import { forNode, inProject } from '../scripts/bundle-options.mjs';

const programs = join(projectRoot, 'bench/ours');

/**
 * Bundles one of the programs in ours/, which call the functions' own modules, as the functions are bundled.
 * @returns path of the program
 */
export async function bundle(program: string, directory: string): Promise<string> {
  const outfile = join(directory, `${basename(program, '.ts')}.cjs`);
  await build({ ...forNode, entryPoints: [join(programs, program)], outfile, minify: true, format: 'cjs' });
  return outfile;
}

/**
 * Bundles one of the programs in ours/ that start the runtime, as the command is bundled: it finds its packages and the
 * programs of its child processes in the project.
 */
export async function bundleRuntime(program: string): Promise<string> {
  const cache = join(projectRoot, 'node_modules/.cache/nocturne-bench');
  const outfile = join(cache, `${basename(program, '.ts')}.mjs`);
  const entryPoints = [join(programs, program)];
  const define = {
    'import.meta.url': JSON.stringify(pathToFileURL(join(projectRoot, 'dist/nocturne.js')).href),
  };
  await build({ ...inProject, entryPoints, outfile, define });
  return outfile;
}
