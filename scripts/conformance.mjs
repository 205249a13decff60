/** Bundles local/conformance/main.ts and runs it: `node scripts/conformance.mjs <cases.json>`. */
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import { inProject, root } from './bundle-options.mjs';

const outfile = `${root}/local/dist/conformance.js`;
await build({ ...inProject, entryPoints: ['local/conformance/main.ts'], outfile });
const { status } = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
