/**
 * Runs one function by `sls invoke local` with its example event, while `npx nocturne up` serves:
 *   npm run invoke -- <function> [home directory]
 * The event's files, those of events/lake/, are put into the local lake first.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stack = 'nocturne-dev';
const [name, home = join(root, '.nocturne')] = process.argv.slice(2);

const functions = readdirSync(join(root, 'functions')).filter((folder) =>
  existsSync(join(root, 'functions', folder, 'handler.ts')),
);
if (!functions.includes(name)) fail(`Name one of the functions: ${functions.join(', ')}.`);
const environment = {
  ...process.env,
  AWS_ENDPOINT_URL: readEndpoint(),
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  SLS_NOTIFICATIONS_MODE: 'off',
  SLS_TELEMETRY_DISABLED: '1',
};
Object.assign(process.env, environment);

await putExamples().catch((error) =>
  fail(`The runtime of ${home} does not take the examples: ${error.message}`),
);
const serverless = join(root, 'node_modules/serverless/bin/serverless.js');
const invocation = [serverless, 'invoke', 'local', '-f', name, '-p', `events/${name}.json`];
const { status } = spawnSync(process.execPath, invocation, { cwd: root, env: environment, stdio: 'inherit' });
process.exit(status ?? 1);

function readEndpoint() {
  const lock = join(home, 'runtime.json');
  const endpoint = existsSync(lock) ? JSON.parse(readFileSync(lock, 'utf8')).endpoint : undefined;
  return endpoint ?? fail(`No runtime serves ${home}. Start one in another terminal: npx nocturne up`);
}

async function putExamples() {
  const { S3 } = await import('@aws-sdk/client-s3');
  const s3 = new S3({ forcePathStyle: true });
  const bucket = await lakeBucket();
  const folder = join(root, 'events/lake');
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath ?? entry.path, entry.name);
    const key = file.slice(folder.length + 1).replaceAll('\\', '/');
    await s3.putObject({ Bucket: bucket, Key: key, Body: readFileSync(file) });
  }
}

async function lakeBucket() {
  const { CloudFormation } = await import('@aws-sdk/client-cloudformation');
  const { StackResourceSummaries } = await new CloudFormation().listStackResources({ StackName: stack });
  return StackResourceSummaries.find(({ LogicalResourceId }) => LogicalResourceId === 'LakeBucket')
    .PhysicalResourceId;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
