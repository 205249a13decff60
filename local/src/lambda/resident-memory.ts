import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The most memory in bytes that a process is known to have had resident: its peak where the system keeps one
 * (Linux), else what it has now. 0 when the process is gone.
 */
export async function residentBytes(pid: number): Promise<number> {
  try {
    return process.platform === 'linux' ? fromProc(pid) : await fromPs(pid);
  } catch {
    return 0;
  }
}

/** The counters are brought up to date in batches, so the present value may exceed the recorded peak. */
function fromProc(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  const kilobytes = [...status.matchAll(/^Vm(?:HWM|RSS):\s*(\d+) kB$/gm)].map(([, number]) => Number(number));
  return Math.max(0, ...kilobytes) * 1024;
}

async function fromPs(pid: number): Promise<number> {
  const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout.trim()) * 1024;
}
