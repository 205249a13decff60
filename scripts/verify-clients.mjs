/**
 * Holds the local services against AWS's own clients, boto3 and the AWS CLI, and what people use on top: pyarrow,
 * awswrangler, PyAthena, s3fs. Their current versions come from PyPI and find the endpoint by AWS_ENDPOINT_URL alone:
 *   npm run verify:clients
 * One line per check, then a count per client; exits with 1 if any fails, with 2 if the clients cannot be had.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nocturne, spawnNocturne } from './kills/command.mjs';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
const cache = fileURLToPath(new URL('../node_modules/.cache/nocturne-clients', import.meta.url));
/** One environment for what can be installed together: s3fs wants a certain version of boto3's foundation. */
const clients = [
  { name: 'aws', packages: ['boto3', 'awscli'], programs: ['with_boto3.py', 'with_cli.py'] },
  {
    name: 'frames',
    packages: ['boto3', 'pyarrow', 'awswrangler', 'PyAthena', 'sqlalchemy'],
    programs: ['with_arrow.py', 'with_awswrangler.py', 'with_pyathena.py'],
  },
  { name: 's3fs', packages: ['s3fs'], programs: ['with_s3fs.py'] },
];
const binaries = ({ name }) => join(cache, name, 'bin');
const interpreter = (client) => join(binaries(client), 'python');
const scratch = mkdtempSync(join(tmpdir(), 'nocturne-clients-'));

try {
  process.exitCode = clients.every(installed) ? await verify() : 2;
} finally {
  rmSync(scratch, { recursive: true, force: true, maxRetries: 10 });
}

/** Puts the newest clients into a virtual environment of their own. */
function installed(client) {
  const stdio = ['ignore', 2, 2];
  try {
    if (!existsSync(interpreter(client))) {
      mkdirSync(cache, { recursive: true });
      execFileSync('python3', ['-m', 'venv', join(cache, client.name)], { stdio });
    }
    const install = ['-m', 'pip', 'install', '--quiet', '--upgrade', ...client.packages];
    execFileSync(interpreter(client), install, { stdio });
    return true;
  } catch (error) {
    console.error(
      `${error.message}\nThe checks need Python 3.10 or newer with venv, and ${client.packages.join(', ')} from PyPI.`,
    );
    return false;
  }
}

async function verify() {
  const home = join(scratch, 'lake');
  nocturne(home, 'import', '--samples', '--customers', '300');
  const up = spawnNocturne(home, '--json', 'up');
  const exited = once(up, 'exit');
  try {
    const [line] = await Promise.race([once(up.stdout, 'data'), exited.then(failToServe)]);
    const { endpoint, region } = JSON.parse(line);
    let failed = false;
    for (const client of clients) {
      for (const program of client.programs) {
        const script = fileURLToPath(new URL(`clients/${program}`, import.meta.url));
        const checks = spawn(interpreter(client), [script], {
          stdio: ['ignore', 'inherit', 'inherit'],
          env: clientEnvironment(binaries(client), endpoint, region),
        });
        const [status] = await once(checks, 'exit');
        failed ||= status !== 0;
      }
    }
    return failed ? 1 : 0;
  } finally {
    up.kill('SIGINT');
    await exited;
  }
}

function failToServe() {
  throw new Error('nocturne up ended before it served.');
}

/** What the clients are told, and nothing of this machine's own settings for AWS. */
function clientEnvironment(path, endpoint, region) {
  return {
    PATH: [path, process.env.PATH].join(delimiter),
    HOME: scratch,
    LANG: 'C.UTF-8',
    PYTHONDONTWRITEBYTECODE: '1',
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
}
