import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from './pipeline.ts';

/** What packaging does not read, or a copy does not need of its own. */
const leftOut = ['node_modules', '.git', '.serverless', '.nocturne', 'local', 'test', 'bench', 'coverage'];

/** A copy of the project to change, with the functions' bundles. */
export interface ProjectCopy {
  directory: string;
  packageDirectory: string;
  /** Packages as `npx sls package` does; what it printed. */
  package(): { status: number | null; printed: string };
  remove(): Promise<void>;
}

export async function copyProject(): Promise<ProjectCopy> {
  const directory = await mkdtemp(join(tmpdir(), 'nocturne-copy-'));
  for (const name of await readdir(projectRoot)) {
    if (leftOut.includes(name)) continue;
    await cp(join(projectRoot, name), join(directory, name), { recursive: true });
  }
  await symlink(join(projectRoot, 'node_modules'), join(directory, 'node_modules'));
  return {
    directory,
    packageDirectory: join(directory, '.serverless'),
    package: () => packageIn(directory),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

function packageIn(directory: string) {
  const env = {
    ...process.env,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_REGION: 'us-east-1',
    SLS_NOTIFICATIONS_MODE: 'off',
    SLS_TELEMETRY_DISABLED: '1',
  };
  const command = ['node_modules/serverless/bin/serverless.js', 'package'];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: directory,
    env,
    encoding: 'utf8',
  });
  return { status, printed: `${stdout}${stderr}` };
}
