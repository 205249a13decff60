/**
 * Bundles what runs: `node scripts/build.mjs [functions|runtime]`, without an argument both.
 * functions: build/<function>/index.cjs, one self-contained file per Lambda function, and its map to the sources,
 * build/maps/<function>.map.
 * runtime: dist/nocturne.js (the command), the runtime's child processes local/dist/athena-engine.js and
 * local/dist/lambda-host.cjs, local/dist/athena-grammar.js (a thread of the engine), and dist/skipped-times.js
 * and dist/check-definitions.js, which packaging runs.
 */
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { build } from 'esbuild';
import { forNode, inProject, root } from './bundle-options.mjs';

const lambda = { ...forNode, format: 'cjs', minify: true, sourcemap: 'external', sourcesContent: false };

async function buildFunctions() {
  for (const name of await functionNames()) {
    const outfile = `build/${name}/index.cjs`;
    const entryPoints = [`functions/${name}/handler.ts`];
    const { outputFiles } = await build({ ...lambda, entryPoints, outfile, write: false });
    await writeWithMap(outputFiles, name);
    await report(outfile);
  }
}

/** The map lies beside the folders that go into the zips: it would double them. */
async function writeWithMap(outputFiles, name) {
  const [map, bundle] = ['.map', '.cjs'].map((end) => outputFiles.find(({ path }) => path.endsWith(end)));
  const maps = join(root, 'build/maps');
  for (const directory of [dirname(bundle.path), maps]) await mkdir(directory, { recursive: true });
  await writeFile(bundle.path, `${bundle.text}//# sourceMappingURL=../maps/${name}.map\n`);
  await writeFile(join(maps, `${name}.map`), map.contents);
}

async function buildRuntime() {
  const shebang = { js: '#!/usr/bin/env node' };
  await build({ ...inProject, entryPoints: ['cli/main.ts'], outfile: 'dist/nocturne.js', banner: shebang });
  await chmod(join(root, 'dist/nocturne.js'), 0o755);
  const engine = 'local/dist/athena-engine.js';
  await build({ ...inProject, entryPoints: ['local/src/athena/engine/main.ts'], outfile: engine });
  // The grammar's package is written for bundlers: Node cannot import its files.
  await build({
    ...forNode,
    format: 'esm',
    minify: true,
    entryPoints: ['local/src/athena/engine/grammar/main.ts'],
    outfile: 'local/dist/athena-grammar.js',
  });
  await build({
    ...inProject,
    entryPoints: ['local/src/scheduler/warn-of-skipped-times.ts'],
    outfile: 'dist/skipped-times.js',
  });
  await build({
    ...inProject,
    entryPoints: ['local/src/asl/check-definition.ts'],
    outfile: 'dist/check-definitions.js',
  });
  await build({
    ...forNode,
    format: 'cjs',
    entryPoints: ['local/src/lambda/host/main.ts'],
    outfile: 'local/dist/lambda-host.cjs',
  });
}

/** The folders of functions/ that hold a handler. */
async function functionNames() {
  const files = await readdir(join(root, 'functions'), { recursive: true });
  return files
    .filter((file) => /^[^\\/]+[\\/]handler\.ts$/.test(file))
    .map(dirname)
    .sort();
}

async function report(outfile) {
  const bytes = await readFile(join(root, outfile));
  const kilobytes = (length) => `${Math.round(length / 1000)} kB`;
  console.log(`${outfile}  ${kilobytes(bytes.length)}, zipped ${kilobytes(deflateRawSync(bytes).length)}`);
}

const steps = { functions: buildFunctions, runtime: buildRuntime };
const chosen = process.argv[2];
if (chosen !== undefined && !Object.hasOwn(steps, chosen)) {
  console.error(
    `build.mjs takes ${Object.keys(steps).join(' or ')}, or nothing for both; it was given ${chosen}.`,
  );
  process.exit(1);
}
for (const [name, step] of Object.entries(steps)) if (chosen === undefined || chosen === name) await step();
