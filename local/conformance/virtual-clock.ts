import type { Host } from '../src/asl/host.ts';
import { isComputing } from '../src/asl/jsonata/guard.ts';

interface Sleeper {
  at: number;
  wake(): void;
}

/** Time that passes only when nothing else is left to do, and then jumps to the next instant that someone waits for. */
export class VirtualClock implements Pick<Host, 'now' | 'sleep'> {
  #now = Date.parse('2024-01-01T00:00:00.000Z');
  #sleepers: Sleeper[] = [];
  #ticking = false;
  /** Milliseconds of every pause that ran to its end, in the order of their ends. */
  readonly pauses: number[] = [];

  now(): Date {
    return new Date(this.#now);
  }

  sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper: Sleeper = {
        at: this.#now + milliseconds,
        wake: () => {
          signal.removeEventListener('abort', abort);
          this.pauses.push(milliseconds);
          resolve();
        },
      };
      const abort = () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(signal.reason as Error);
      };
      if (signal.aborted) return abort();
      signal.addEventListener('abort', abort, { once: true });
      this.#sleepers.push(sleeper);
      this.#tickLater();
    });
  }

  #tickLater(): void {
    if (this.#ticking) return;
    this.#ticking = true;
    setImmediate(() => {
      this.#ticking = false;
      this.#tick();
    });
  }

  #tick(): void {
    if (this.#sleepers.length === 0) return;
    if (isComputing()) return this.#tickLater();
    this.#now = Math.min(...this.#sleepers.map(({ at }) => at));
    const due = this.#sleepers.filter(({ at }) => at <= this.#now);
    this.#sleepers = this.#sleepers.filter(({ at }) => at > this.#now);
    for (const sleeper of due) sleeper.wake();
    this.#tickLater();
  }
}
