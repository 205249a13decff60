import { Cancelled } from '../errors.ts';
import { linkedController } from './linked-controller.ts';
import type { Thread } from './thread.ts';

/**
 * Runs jobs 0 to `count - 1`, at most `limit` at once, each on a thread of its own, and gives their results in order.
 * The first failure cancels the others; it is thrown when all have ended. The parent's chain of events goes on after
 * the newest event, or after the failed job's last. The parent's last event must be the one that starts the jobs.
 */
export async function sideBySide<T>(
  parent: Thread,
  count: number,
  limit: number,
  job: (index: number, thread: Thread) => Promise<T>,
): Promise<T[]> {
  const group = linkedController(parent.signal);
  const startedId = parent.last;
  const results: T[] = new Array<T>(count);
  let started = 0;
  let latest = parent.last;
  let failure: { error: unknown; last: number } | undefined;

  /** One place for a job at a time; the next job's events follow the last one's. */
  async function work(): Promise<void> {
    let last = parent.last;
    while (started < count && !group.signal.aborted) {
      const index = started++;
      const thread = parent.inner(group.signal, last, `${startedId}/${index}`);
      try {
        results[index] = await job(index, thread);
      } catch (error) {
        failure ??= { error, last: thread.last };
        group.abort(new Cancelled());
      }
      thread.variables.forget();
      last = thread.last;
      latest = Math.max(latest, thread.latest);
    }
  }

  try {
    await Promise.all(Array.from({ length: Math.min(limit, count) }, work));
  } finally {
    group.unlink();
  }
  parent.signal.throwIfAborted();
  parent.last = failure ? failure.last : latest;
  if (failure) throw failure.error;
  return results;
}
