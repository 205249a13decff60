import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../cli/paths.ts';

const packages = ['node@24.21.0', 'aws-local-stepfunctions@3.0.0'];
const directory = join(projectRoot, 'node_modules/.cache/nocturne-bench/node');
const stamp = join(directory, 'packages.txt');

/**
 * A newer Node for the peers that need one, with these peers installed beside it, made on first use.
 * @returns path of the Node program
 * @throws Error when the packages cannot be had
 */
export function newerNode(): string {
  const node = join(directory, 'node_modules', 'node', 'bin', 'node');
  const wanted = packages.join('\n');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return node;
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'package.json'), '{ "private": true }');
  try {
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel', 'error', ...packages], {
      cwd: directory,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    execFileSync(node, ['--version'], { stdio: 'ignore' });
  } catch (cause) {
    throw new Error(`The peers need ${packages.join(' and ')} from the npm registry.`, { cause });
  }
  writeFileSync(stamp, wanted);
  return node;
}
