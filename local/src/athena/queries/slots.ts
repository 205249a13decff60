/** Lets a bounded number of tasks run at once; the others wait in order. */
export interface Slots {
  /**
   * Runs a task when there is room.
   * @throws the signal's reason when it aborts before there is
   */
  run<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T>;
}

export function createSlots(size: number): Slots {
  let free = size;
  const waiting: (() => void)[] = [];
  return {
    async run(signal, task) {
      signal.throwIfAborted();
      if (free > 0) free--;
      else await turn(waiting, signal);
      try {
        return await task();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else free++;
      }
    },
  };
}

function turn(waiting: (() => void)[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const enter = () => {
      signal.removeEventListener('abort', leave);
      resolve();
    };
    const leave = () => {
      waiting.splice(waiting.indexOf(enter), 1);
      reject(signal.reason as Error);
    };
    waiting.push(enter);
    signal.addEventListener('abort', leave, { once: true });
  });
}
