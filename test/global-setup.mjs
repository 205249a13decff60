/** Builds and packages once for all tests: they run the artefacts that would be deployed. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

export default function packageEverything() {
  for (const script of ['build.mjs', 'package.mjs']) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [`scripts/${script}`], { cwd: root });
    if (status !== 0) throw new Error(`node scripts/${script} failed:\n${stdout}${stderr}`);
  }
}
