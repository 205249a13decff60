import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How many events all executions of a home have recorded. */
export function eventsIn(home: string): number {
  const states = join(home, 'states');
  if (!existsSync(states)) return 0;
  return readdirSync(states, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('history.jsonl'))
    .reduce((sum, path) => sum + readFileSync(join(states, path), 'utf8').split('\n').length - 1, 0);
}

/** Settles when so many events are recorded, or the process has ended. */
export async function untilEvents(home: string, events: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null && eventsIn(home) < events) await sleep(5);
}
