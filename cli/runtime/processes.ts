import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { hostname } from 'node:os';

/** Whether a process with this id runs. One that has ended but that nobody has waited for does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return process.platform !== 'linux' || !['Z', 'X'].includes(statOf(pid)[0]!);
}

/**
 * When a process started, in the words of the system: with its id it names a process for ever, as ids come back.
 * Undefined where there is no such process or the system does not tell.
 */
export function startOf(pid: number): string | undefined {
  return process.platform === 'linux' ? startTicks(pid) : startTime(pid);
}

/** The 22nd field. */
const startTicks = (pid: number) => statOf(pid).at(19);

/** From the third field on, the state; the second, a name, may hold blanks. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function statOf(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

function startTime(pid: number): string | undefined {
  const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() || undefined;
}

/** Where process ids mean what they mean here: this machine and, on Linux, this container. */
export function processSpace(): string {
  try {
    return `${readFileSync('/etc/machine-id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

/** Where an endpoint listens. A URL drops the port that its scheme implies. */
export function addressOf(endpoint: string): { host: string; port: number } {
  const { hostname: host, port } = new URL(endpoint);
  return { host, port: Number(port || 80) };
}

/** Whether something listens at the endpoint. */
export function answers(endpoint: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ ...addressOf(endpoint), timeout: 2000 });
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
    socket.once('timeout', () => settle(false));
  });
}
