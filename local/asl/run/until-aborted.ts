/** The promise's outcome, or the signal's reason as soon as it aborts; the promise then runs on unheard. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) {
      promise.catch(() => undefined);
      return abort();
    }
    const waiting = waitingFor(signal);
    waiting.add(abort);
    const settle = (outcome: () => void) => {
      waiting.delete(abort);
      if (signal.aborted) abort();
      else outcome();
    };
    promise.then(
      (value) => settle(() => resolve(value)),
      (error: Error) => settle(() => reject(error)),
    );
  });
}

/** What waits for each signal: every call does, and adding and removing a listener for each costs more. */
const waitingBySignal = new WeakMap<AbortSignal, Set<() => void>>();

function waitingFor(signal: AbortSignal): Set<() => void> {
  const known = waitingBySignal.get(signal);
  if (known) return known;
  const waiting = new Set<() => void>();
  waitingBySignal.set(signal, waiting);
  signal.addEventListener('abort', () => waiting.forEach((abort) => abort()), { once: true });
  return waiting;
}
