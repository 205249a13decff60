import { spawnSync } from 'node:child_process';

/** The processes that a process started, and those that these started. */
export function descendantsOf(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const rows = stdout
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number));
  const childrenOf = (of: number) => rows.filter(([, parent]) => parent === of).map(([child]) => child!);
  const all = childrenOf(pid);
  for (const one of all) all.push(...childrenOf(one));
  return all;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
