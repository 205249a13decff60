/** A bounded number of places, given in the order of asking. */
export interface Slots {
  /**
   * Waits for a place; call what it resolves to, to give it back.
   * Rejects with the reason of a signal that aborts meanwhile.
   */
  take(signals: AbortSignal[]): Promise<() => void>;
}

export function createSlots(count: number): Slots {
  let free = count;
  const waiting = new Set<() => void>();

  function giveBack(): void {
    const [first] = waiting;
    if (first) {
      waiting.delete(first);
      first();
    } else {
      free += 1;
    }
  }

  return {
    take(signals) {
      const aborted = signals.find((signal) => signal.aborted);
      if (aborted) return Promise.reject(aborted.reason as Error);
      if (free > 0) {
        free -= 1;
        return Promise.resolve(giveBack);
      }
      return wait(waiting, giveBack, signals);
    },
  };
}

function wait(waiting: Set<() => void>, giveBack: () => void, signals: AbortSignal[]): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const leave = () => signals.forEach((signal) => signal.removeEventListener('abort', abort));
    const enter = () => {
      leave();
      resolve(giveBack);
    };
    const abort = (event: Event) => {
      leave();
      waiting.delete(enter);
      reject((event.target as AbortSignal).reason as Error);
    };
    waiting.add(enter);
    signals.forEach((signal) => signal.addEventListener('abort', abort));
  });
}
