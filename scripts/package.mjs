/**
 * Packages the service offline into .serverless/: what `sls deploy` would ship and the local runtime runs.
 * Says of each schedule on which dates daylight saving skips its time. osls asks AWS nothing for this, but wants credentials and a region all the same.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const env = {
  ...process.env,
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_REGION: 'us-east-1',
  SLS_NOTIFICATIONS_MODE: 'off',
  SLS_TELEMETRY_DISABLED: '1',
};

for (const step of [
  ['scripts/build.mjs', 'functions'],
  ['node_modules/serverless/bin/serverless.js', 'package'],
  ['dist/skipped-times.js', '.serverless'],
]) {
  const { status } = spawnSync(process.execPath, step, { cwd: root, env, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
