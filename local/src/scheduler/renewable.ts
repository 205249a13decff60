import type { Scheduler } from './index.ts';

/** A scheduler that another can take the place of. */
export interface RenewableScheduler extends Scheduler {
  /** Calls no more targets of the one before; the next calls its own if that one did. */
  renew(next: Scheduler): Promise<void>;
}

export function renewableScheduler(first: Scheduler): RenewableScheduler {
  let current = first;
  let listener: Parameters<Scheduler['start']>[0] | undefined;
  return {
    upcoming: () => current.upcoming(),
    start(tell) {
      listener = tell;
      current.start(tell);
    },
    stop: () => current.stop(),
    async renew(next) {
      const before = current;
      current = next;
      await before.stop();
      if (listener) current.start(listener);
    },
  };
}
