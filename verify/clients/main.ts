/**
 * Holds the local services against AWS's own clients, boto3 and the AWS CLI, and what people use on top: pyarrow,
 * awswrangler, PyAthena, s3fs. Their current versions come from PyPI and find the endpoint by AWS_ENDPOINT_URL alone:
 *   npm run verify:clients
 * One line per check, then a count per client; exits with 1 if any fails, with 2 if the clients cannot be had.
 */
import { execFileSync, spawn } from 'node:child_process';
import type { StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { projectRoot } from '../../cli/paths.ts';
import { nocturne, spawnNocturne } from '../kills/command.ts';

/** Packages of a virtual environment, and the programs that check with them. */
interface Client {
  name: string;
  packages: string[];
  programs: string[];
}

const cache = join(projectRoot, 'node_modules/.cache/nocturne-clients');
/** One environment for what can be installed together: s3fs wants a certain version of boto3's foundation. */
const clients: Client[] = [
  { name: 'aws', packages: ['boto3', 'awscli'], programs: ['with_boto3.py', 'with_cli.py'] },
  {
    name: 'frames',
    packages: ['boto3', 'pyarrow', 'awswrangler', 'PyAthena', 'sqlalchemy'],
    programs: ['with_arrow.py', 'with_awswrangler.py', 'with_pyathena.py'],
  },
  { name: 's3fs', packages: ['s3fs'], programs: ['with_s3fs.py'] },
];
const binaries = ({ name }: Client) => join(cache, name, 'bin');
const interpreter = (client: Client) => join(binaries(client), 'python');
const scratch = mkdtempSync(join(tmpdir(), 'nocturne-clients-'));

try {
  process.exitCode = clients.every(installed) ? await verify() : 2;
} finally {
  rmSync(scratch, { recursive: true, force: true, maxRetries: 10 });
}

/** Puts the newest clients into a virtual environment of their own. */
function installed(client: Client): boolean {
  const stdio: StdioOptions = ['ignore', 2, 2];
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
      `${(error as Error).message}\nThe checks need Python 3.10 or newer with venv, and ${client.packages.join(', ')} from PyPI.`,
    );
    return false;
  }
}

async function verify(): Promise<number> {
  const home = join(scratch, 'lake');
  nocturne(home, 'import', '--samples', '--customers', '300');
  const up = spawnNocturne(home, '--json', 'up');
  const exited = once(up, 'exit');
  try {
    const [line] = (await Promise.race([once(up.stdout, 'data'), exited.then(failToServe)])) as [Buffer];
    const { endpoint, region } = JSON.parse(line.toString()) as { endpoint: string; region: string };
    let failed = false;
    for (const client of clients) {
      for (const program of client.programs) {
        const script = join(projectRoot, 'verify/clients', program);
        const checks = spawn(interpreter(client), [script], {
          stdio: ['ignore', 'inherit', 'inherit'],
          env: clientEnvironment(binaries(client), endpoint, region),
        });
        const [status] = (await once(checks, 'exit')) as [number | null];
        failed ||= status !== 0;
      }
    }
    return failed ? 1 : 0;
  } finally {
    up.kill('SIGINT');
    await exited;
  }
}

function failToServe(): never {
  throw new Error('nocturne up ended before it served.');
}

/** What the clients are told, and nothing of this machine's own settings for AWS. */
function clientEnvironment(path: string, endpoint: string, region: string): NodeJS.ProcessEnv {
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
