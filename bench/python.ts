import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../cli/paths.ts';

const requirements = join(projectRoot, 'bench/peers/requirements.txt');
const environment = join(projectRoot, 'node_modules/.cache/nocturne-bench/python');
const stamp = join(environment, 'requirements.txt');

/**
 * The Python that runs the peers in peers/, with their requirements in a virtual environment of its own, made on first use.
 * @returns path of the interpreter
 * @throws Error when there is no Python 3 with venv, or the packages cannot be had
 */
export function python(): string {
  const interpreter = join(environment, 'bin', 'python');
  const wanted = readFileSync(requirements, 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return interpreter;
  rmSync(environment, { recursive: true, force: true });
  mkdirSync(environment, { recursive: true });
  try {
    execFileSync('python3', ['-m', 'venv', environment], { stdio: ['ignore', 'ignore', 'inherit'] });
    execFileSync(interpreter, ['-m', 'pip', 'install', '--quiet', '--requirement', requirements], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  } catch (cause) {
    throw new Error(
      'The peers need Python 3.11 or newer with venv, and the packages of bench/peers/requirements.txt from PyPI.',
      { cause },
    );
  }
  writeFileSync(stamp, wanted);
  return interpreter;
}
