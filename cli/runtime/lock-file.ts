import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** The process that holds a home directory. */
export interface Holder {
  pid: number;
  /** When it started, which tells it from a later process with the same id. */
  started?: string;
  /** Where its id is known: see `processSpace`. */
  space?: string;
  /** Both are missing while the runtime starts. */
  endpoint?: string;
  packagedMs?: number;
  /** The package that it runs. */
  package?: string;
}

/** What a runtime that serves tells of itself. */
export interface Served {
  endpoint: string;
  /** When the package that it runs was made, in milliseconds since 1970. */
  packagedMs: number | undefined;
  package: string;
}

/** The lock file of a home directory. */
export function lockFile(home: string): string {
  return join(home, 'runtime.json');
}

/** The holder that a lock file names; null when it names none, undefined without a file. */
export function readLock(home: string): Holder | null | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(lockFile(home), 'utf8'));
    return isHolder(value) ? value : null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : null;
  }
}

/** Makes the lock file, with its content at once; false where there is one. */
export function createLock(home: string, holder: Holder): boolean {
  const draft = writeDraft(home, holder);
  try {
    linkSync(draft, lockFile(home));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

export function replaceLock(home: string, holder: Holder): void {
  renameSync(writeDraft(home, holder), lockFile(home));
}

/** On disk before it takes its name, so that not even a power failure leaves half a lock. */
function writeDraft(home: string, holder: Holder): string {
  const draft = `${lockFile(home)}.${process.pid}`;
  const file = openSync(draft, 'w');
  try {
    writeSync(file, `${JSON.stringify(holder)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return draft;
}

function isHolder(value: unknown): value is Holder {
  const pid = typeof value === 'object' && value !== null ? (value as Holder).pid : undefined;
  return Number.isInteger(pid) && pid! > 0;
}
