/** Packages the service and holds the local SQL engine against a real Trino: verify/trino/main.ts says how. */
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import { inProject, root } from './bundle-options.mjs';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
for (const script of ['build.mjs', 'package.mjs']) {
  const { status } = spawnSync(process.execPath, [`scripts/${script}`], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) process.exit(status ?? 1);
}
await build({ ...inProject, entryPoints: ['verify/trino/main.ts'], outfile: 'dist/verify-trino.js' });
await import('../dist/verify-trino.js');
