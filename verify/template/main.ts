/**
 * Holds the packaged template against cfn-lint, its current version from PyPI, in AWS's commercial, Chinese and
 * GovCloud partitions:
 *   npm run verify:template
 * Exits as cfn-lint does: with 0 when it finds neither error nor warning; with 2 if it cannot be had.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import type { StdioOptions } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageDirectory, projectRoot } from '../../cli/paths.ts';

const environment = join(projectRoot, 'node_modules/.cache/nocturne-cfn-lint');
const template = join(packageDirectory, 'cloudformation-template-update-stack.json');
const regions = ['us-east-1', 'eu-central-1', 'cn-north-1', 'us-gov-west-1'];
/** osls names the roles of functions in DependsOn besides, which does no harm. */
const accepted = ['W3005'];

/** Puts the newest cfn-lint into a virtual environment of its own. */
function installed(): boolean {
  const stdio: StdioOptions = ['ignore', 2, 2];
  try {
    if (!existsSync(join(environment, 'bin', 'python'))) {
      mkdirSync(environment, { recursive: true });
      execFileSync('python3', ['-m', 'venv', environment], { stdio });
    }
    const install = ['-m', 'pip', 'install', '--quiet', '--upgrade', 'cfn-lint'];
    execFileSync(join(environment, 'bin', 'python'), install, { stdio });
    return true;
  } catch (error) {
    console.error(
      `${(error as Error).message}\nThe check needs Python 3.10 or newer with venv, and cfn-lint from PyPI.`,
    );
    return false;
  }
}

function lint(): number {
  // I3042 names every ARN that holds in one partition only.
  const rules = ['--include-checks', 'I3042', '--ignore-checks', ...accepted];
  const { status } = spawnSync(
    join(environment, 'bin', 'cfn-lint'),
    ['--template', template, '--regions', ...regions, ...rules],
    { stdio: 'inherit' },
  );
  if (status === 0) console.log(`cfn-lint finds nothing, in ${regions.join(', ')}.`);
  return status ?? 2;
}

process.exitCode = installed() ? lint() : 2;
