import { setMaxListeners } from 'node:events';

/** A controller that aborts with `parent`, too. `unlink` must be called when the work it is for has ended. */
export interface LinkedController {
  signal: AbortSignal;
  abort(reason: unknown): void;
  unlink(): void;
}

export function linkedController(parent: AbortSignal): LinkedController {
  const controller = new AbortController();
  // Every branch and iteration listens to the same signal.
  setMaxListeners(0, controller.signal);
  const follow = () => controller.abort(parent.reason);
  if (parent.aborted) follow();
  else parent.addEventListener('abort', follow, { once: true });
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    unlink: () => parent.removeEventListener('abort', follow),
  };
}
