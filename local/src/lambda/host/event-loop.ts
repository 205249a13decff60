/**
 * What happens when the event loop has nothing left to do. The channel to the runtime would keep it turning for ever,
 * so it does not count while the function's own code runs.
 */
let onEmpty: (() => void) | undefined;

/** Calls back once nothing is left to do, instead of what was to be called before. */
export function whenEmpty(listener: () => void): void {
  onEmpty = listener;
  process.channel!.unref();
}

/** Keeps the process alive from now on, whether there is anything to do or not. */
export function stayAlive(): void {
  onEmpty = undefined;
  process.channel!.ref();
}

process.on('beforeExit', () => {
  const listener = onEmpty;
  if (!listener) return;
  stayAlive();
  listener();
});
