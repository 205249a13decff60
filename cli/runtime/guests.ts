import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './processes.ts';

/**
 * Commands that may use another command's runtime leave their process id in `<home>/clients/`, so that its
 * holder keeps serving until they end.
 */
export function guestsDirectory(home: string): string {
  return join(home, 'clients');
}

/** Announces this process; the function returned takes it back. */
export function announceGuest(home: string): () => void {
  const file = join(guestsDirectory(home), String(process.pid));
  mkdirSync(guestsDirectory(home), { recursive: true });
  writeFileSync(file, '');
  return () => rmSync(file, { force: true });
}

/** The live processes that use this home's runtime, save for this one. What dead ones left behind is removed. */
export function otherGuests(home: string): number[] {
  const directory = guestsDirectory(home);
  const pids = existsSync(directory) ? readdirSync(directory).map(Number) : [];
  for (const pid of pids) if (!isAlive(pid)) rmSync(join(directory, String(pid)), { force: true });
  return pids.filter((pid) => pid !== process.pid && isAlive(pid));
}
