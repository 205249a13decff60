import type { Ending } from './ending.ts';
import { residentBytes } from './resident-memory.ts';

const measureEveryMs = 200;

export interface Limits {
  timeoutMs: number;
  memoryMb: number;
  /** Whose abort ends the wait; the promise then rejects with its reason. */
  signals: AbortSignal[];
}

/** A watch over one process. */
export interface Watch {
  /** Settles when a limit is exceeded or a signal aborted, else never. */
  broken: Promise<Ending>;
  /** Measures once more: a peak between two looks counts, too. */
  memoryExceeded(): Promise<boolean>;
  /** The most memory seen in use, in MB. */
  maxMemoryMb(): number;
  end(): void;
}

/** Watches time, memory and signals from now on. */
export function watchLimits(pid: number, { timeoutMs, memoryMb, signals }: Limits): Watch {
  let peak = 0;
  let ended = false;
  const cleanUp: (() => void)[] = [];

  async function memoryExceeded(): Promise<boolean> {
    peak = Math.max(peak, await residentBytes(pid));
    return peak > memoryMb * 2 ** 20;
  }

  const broken = new Promise<Ending>((resolve, reject) => {
    const timeout = setTimeout(() => resolve({ kind: 'timedOut' }), timeoutMs);
    cleanUp.push(() => clearTimeout(timeout));
    let next: NodeJS.Timeout | undefined;
    const measure = async () => {
      if (await memoryExceeded()) resolve({ kind: 'memoryExceeded' });
      else if (!ended) next = setTimeout(() => void measure(), measureEveryMs);
    };
    void measure();
    cleanUp.push(() => clearTimeout(next));
    for (const signal of signals) {
      const abort = () => reject(signal.reason as Error);
      if (signal.aborted) abort();
      signal.addEventListener('abort', abort);
      cleanUp.push(() => signal.removeEventListener('abort', abort));
    }
  });
  // A signal may abort when nobody waits any more.
  broken.catch(() => undefined);
  return {
    broken,
    memoryExceeded,
    maxMemoryMb: () => Math.min(memoryMb, Math.ceil(peak / 2 ** 20)),
    end() {
      ended = true;
      cleanUp.forEach((clean) => clean());
    },
  };
}
