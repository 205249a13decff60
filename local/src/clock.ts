import { setTimeout as delay } from 'node:timers/promises';

/** Time and chance, so that a test can have its own. */
export interface Clock {
  now(): Date;
  /** Rejects with the signal's reason when it aborts. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Uniform in [0, 1). */
  random(): number;
}

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
