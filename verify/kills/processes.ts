import { spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

const patienceMs = 20_000;

/** Kills a process and nothing else; returns which of those that it had started live on. */
export async function killTree(child: ChildProcess): Promise<number[]> {
  const descendants = descendantsOf(child.pid!);
  if (child.exitCode === null) {
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }
  for (let waited = 0; waited < patienceMs && descendants.some(isAlive); waited += 50) await sleep(50);
  return descendants.filter(isAlive);
}

/** The processes that a process started, and those that these started. */
export function descendantsOf(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const rows = stdout
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number));
  const childrenOf = (parent: number) => rows.filter(([, ppid]) => ppid === parent).map(([child]) => child!);
  const all = childrenOf(pid);
  for (const one of all) all.push(...childrenOf(one));
  return all;
}

export function isAlive(pid: number): boolean {
  // A dead process whose parent is gone too may stay listed until the system collects it.
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z');
}
