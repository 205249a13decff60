import type { StatesError } from '../host.ts';
import type { Retrier } from '../parse/retrier.ts';
import { matchesError } from './match-error.ts';

/** Counts a state's retries. Only the first retrier that matches counts; once it is used up, no other takes over. */
export class RetryPolicy {
  readonly #retriers: Retrier[];
  readonly #used = new Map<Retrier, number>();

  constructor(retriers: Retrier[] = []) {
    this.#retriers = retriers;
  }

  /**
   * Milliseconds to wait before the next attempt; undefined when there is none.
   * @param random uniform in [0, 1), for jitter
   */
  next(error: StatesError, random: () => number): number | undefined {
    const retrier = this.#retriers.find(({ ErrorEquals }) => matchesError(ErrorEquals, error));
    if (!retrier) return undefined;
    const used = this.#used.get(retrier) ?? 0;
    if (used >= (retrier.MaxAttempts ?? 3)) return undefined;
    this.#used.set(retrier, used + 1);
    return delayOf(retrier, used, random) * 1000;
  }
}

function delayOf(retrier: Retrier, used: number, random: () => number): number {
  const {
    IntervalSeconds = 1,
    BackoffRate = 2,
    MaxDelaySeconds = Infinity,
    JitterStrategy = 'NONE',
  } = retrier;
  const delay = Math.min(IntervalSeconds * BackoffRate ** used, MaxDelaySeconds);
  return JitterStrategy === 'FULL' ? delay * random() : delay;
}
