import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { Ending } from './ending.ts';

/** How long output may still come after the process has ended, from a process of its own that left the group. */
const lateOutputMs = 200;

/**
 * Resolves when the leader of a process group has ended and its output is read. The rest of the group ends with it:
 * a handler's own processes would go on, and hold the output open, where AWS ends the whole environment.
 * @param child started `detached`, with its stdout and stderr piped
 */
export function exitOf(child: ChildProcess): Promise<Ending> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      signalGroup(child.pid!);
      void endOfOutput([child.stdout!, child.stderr!]).then(() => resolve({ kind: 'exited', code, signal }));
    });
    child.on('error', () => {
      // Where there is a process, a message could not be sent to it because it has just ended; its exit says why.
      if (child.pid === undefined) resolve({ kind: 'exited', code: 1, signal: null });
    });
  });
}

/** Ends the group that a process leads, at once. Nothing happens when the leader has ended: exitOf saw to the rest. */
export function killGroup(leader: ChildProcess): void {
  const { pid, exitCode, signalCode } = leader;
  if (pid !== undefined && exitCode === null && signalCode === null) signalGroup(pid);
}

function signalGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // No process is left in the group (ESRCH), or only ended ones (EPERM on macOS).
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}

async function endOfOutput(streams: Readable[]): Promise<void> {
  const ends = streams.filter(({ closed }) => !closed).map((stream) => once(stream, 'close'));
  // What came while this process was busy is read before immediates run.
  const destroy = () => setImmediate(() => streams.forEach((stream) => stream.destroy()));
  const timer = setTimeout(destroy, lateOutputMs);
  await Promise.all(ends);
  clearTimeout(timer);
}
