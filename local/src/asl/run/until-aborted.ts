/** The promise's outcome, or the signal's reason as soon as it aborts; the promise then runs on unheard. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    const waiting = waitingFor(signal);
    waiting.add(reject);
    promise.then(
      (value) => {
        waiting.delete(reject);
        resolve(value);
      },
      (error: Error) => {
        waiting.delete(reject);
        reject(error);
      },
    );
  });
}

type Reject = (reason: Error) => void;

/** What waits for each signal: every call does, and adding and removing a listener for each costs more. */
const waitingBySignal = new WeakMap<AbortSignal, Set<Reject>>();

function waitingFor(signal: AbortSignal): Set<Reject> {
  const known = waitingBySignal.get(signal);
  if (known) return known;
  const waiting = new Set<Reject>();
  waitingBySignal.set(signal, waiting);
  const abort = () => waiting.forEach((reject) => reject(signal.reason as Error));
  signal.addEventListener('abort', abort, { once: true });
  return waiting;
}
