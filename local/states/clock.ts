import { setTimeout as delay } from 'node:timers/promises';
import type { Host } from '../asl/host.ts';

/** Time and chance, so that a test can have its own. */
export type Clock = Pick<Host, 'now' | 'sleep' | 'random'>;

// What a timer holds at most; a longer pause is made of several.
const longestTimer = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => new Date(),
  random: () => Math.random(),
  async sleep(milliseconds, signal) {
    for (let left = milliseconds; left > 0; left -= longestTimer) {
      await delay(Math.min(left, longestTimer), undefined, { signal }).catch((error: unknown) => {
        signal.throwIfAborted();
        throw error;
      });
    }
  },
};
