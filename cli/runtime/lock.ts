import { mkdirSync, rmSync, statSync } from 'node:fs';
import { CommandFailure } from '../failure.ts';
import { otherGuests } from './guests.ts';
import { createLock, lockFile, readLock, replaceLock } from './lock-file.ts';
import type { Holder, Served } from './lock-file.ts';
import { isAlive, processSpace, startOf } from './processes.ts';

/** The live process that holds the home, if any. */
export function readHolder(home: string): Holder | undefined {
  const holder = readLock(home);
  return holder && isLive(holder) ? holder : undefined;
}

/**
 * Takes the home for this process, also from a process that died without giving it back.
 * Returns the holder when another live process has it, else undefined: it is ours.
 * @throws CommandFailure HomeInUse where nobody can tell whether its holder lives
 */
export function takeLock(home: string): Holder | undefined {
  for (;;) {
    if (createLock(home, thisProcess())) return undefined;
    const holder = readLock(home);
    if (holder && isLive(holder)) return holder;
    if (holder !== undefined && !breakLock(home, holder)) Atomics.wait(idle, 0, 0, 20);
  }
}

const idle = new Int32Array(new SharedArrayBuffer(4));

/** Tells the others where the runtime of this home answers. */
export function publishEndpoint(home: string, served: Served): void {
  replaceLock(home, { ...thisProcess(), ...served });
}

function thisProcess(): Holder {
  const { pid } = process;
  return { pid, started: startOf(pid), space: processSpace() };
}

/** Gives the home back. */
export function releaseLock(home: string): void {
  if (readLock(home)?.pid === process.pid) rmSync(lockFile(home), { force: true });
}

/** A lock with our own id that we did not take is left from an earlier process with the same id. */
function isLive({ pid, started, space = processSpace() }: Holder): boolean {
  if (space !== processSpace()) return true;
  if (pid === process.pid || !isAlive(pid)) return false;
  const now = startOf(pid);
  return started === undefined || now === undefined || started === now;
}

/** Whether the holder's process id means something here. */
export function isElsewhere({ space = processSpace() }: Holder): boolean {
  return space !== processSpace();
}

const abandonedMs = 10_000;

/**
 * Removes a dead process's lock. One process at a time, so that none removes what another has just taken:
 * a live process never lets go of its lock for a moment, and a dead one's only goes here.
 * @returns whether it was this process's turn
 */
function breakLock(home: string, stale: Holder | null): boolean {
  const turn = `${lockFile(home)}.breaking`;
  if (!takeTurn(turn)) return false;
  try {
    const found = readLock(home);
    if (found === null) assertUnused(home);
    if (found !== undefined && found?.pid === stale?.pid && found?.started === stale?.started) {
      rmSync(lockFile(home), { force: true });
    }
    return true;
  } finally {
    rmSync(turn, { recursive: true, force: true });
  }
}

/** Whether this process may break the lock now; whoever died in its turn is waited for in vain. */
function takeTurn(directory: string): boolean {
  try {
    mkdirSync(directory);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const since = statSync(directory, { throwIfNoEntry: false })?.mtimeMs;
    if (since !== undefined && Date.now() - since > abandonedMs)
      rmSync(directory, { recursive: true, force: true });
    return false;
  }
}

/** A lock that names nobody is some program's or person's doing: who uses the home may hold it, too. */
function assertUnused(home: string): void {
  const guests = otherGuests(home);
  if (guests.length === 0) return;
  throw new CommandFailure(
    'HomeInUse',
    `${lockFile(home)} does not say who holds ${home}, but process ${guests.join(', ')} uses it. ` +
      'End it, or choose another directory with --home.',
  );
}
