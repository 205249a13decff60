import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './processes.ts';

/** The process that holds a home directory. Its endpoint is missing while the runtime starts. */
export interface Holder {
  pid: number;
  endpoint?: string;
}

/** The lock file of a home directory. */
export function lockFile(home: string): string {
  return join(home, 'runtime.json');
}

/** The live process that holds the home, if any. */
export function readHolder(home: string): Holder | undefined {
  const holder = readLock(lockFile(home));
  return holder && isElsewhere(holder) ? holder : undefined;
}

/**
 * Takes the home for this process, also from a process that died without giving it back.
 * Returns the holder when another live process has it, else undefined: it is ours.
 */
export function takeLock(home: string): Holder | undefined {
  mkdirSync(home, { recursive: true });
  for (;;) {
    if (createLock(home)) return undefined;
    const holder = readLock(lockFile(home));
    if (holder && isElsewhere(holder)) return holder;
    breakLock(home, holder);
  }
}

/** Tells the others where the runtime of this home answers. */
export function publishEndpoint(home: string, endpoint: string): void {
  const draft = draftFile(home);
  writeLock(draft, { pid: process.pid, endpoint });
  renameSync(draft, lockFile(home));
}

/** Gives the home back. */
export function releaseLock(home: string): void {
  if (readLock(lockFile(home))?.pid === process.pid) rmSync(lockFile(home), { force: true });
}

/** Removes a lock judged stale; one that a live process put there meanwhile goes back. */
export function breakLock(home: string, stale: Holder | undefined): void {
  const aside = `${draftFile(home)}.stale`;
  try {
    renameSync(lockFile(home), aside);
  } catch {
    return;
  }
  const removed = readLock(aside);
  if (removed && removed.pid !== stale?.pid && isElsewhere(removed)) link(aside, lockFile(home));
  rmSync(aside, { force: true });
}

/** A lock with our own id that we did not take is left from an earlier process with the same id. */
function isElsewhere(holder: Holder): boolean {
  return holder.pid !== process.pid && isAlive(holder.pid);
}

/** A link appears with its content at once, and only where no lock is. */
function createLock(home: string): boolean {
  const draft = draftFile(home);
  writeLock(draft, { pid: process.pid });
  try {
    return link(draft, lockFile(home));
  } finally {
    rmSync(draft, { force: true });
  }
}

function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function draftFile(home: string): string {
  return `${lockFile(home)}.${process.pid}`;
}

function writeLock(file: string, holder: Holder): void {
  writeFileSync(file, `${JSON.stringify(holder)}\n`);
}

function readLock(file: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isHolder(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isHolder(value: unknown): value is Holder {
  const pid = typeof value === 'object' && value !== null ? (value as Holder).pid : undefined;
  return Number.isInteger(pid) && pid! > 0;
}
