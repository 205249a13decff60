/** Bundles a program of the project and runs it: `node scripts/run.mjs verify/kills/main.ts [its arguments]`. */
import { build } from 'esbuild';
import { inProject, root } from './bundle-options.mjs';

// The SDK warns of Node 20's end.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
const [program, ...rest] = process.argv.slice(2);
// Beside the command, so that the project's root is the folder above, as it is for the sources' own folders.
const outfile = `${root}/dist/${program.replace(/(\/main)?\.ts$/, '').replaceAll('/', '-')}.js`;
await build({ ...inProject, entryPoints: [program], outfile });
process.argv.splice(1, process.argv.length, outfile, ...rest);
await import(outfile);
