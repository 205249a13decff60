/** The promise's outcome, or the signal's reason as soon as it aborts; the promise then runs on unheard. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    const settle = (outcome: () => void) => {
      signal.removeEventListener('abort', abort);
      if (signal.aborted) abort();
      else outcome();
    };
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    promise.then(
      (value) => settle(() => resolve(value)),
      (error: Error) => settle(() => reject(error)),
    );
  });
}
