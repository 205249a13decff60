/** npm passes Ctrl-C on to a child that the terminal has told already: signals this close together are one. */
const oneSignalMs = 500;

/**
 * Turns the first Ctrl-C, SIGTERM or hang-up into an aborted signal, by which the command winds up; a second one
 * ends the process at once.
 */
export function listenForInterruption(): AbortSignal {
  const controller = new AbortController();
  let first = 0;
  const onSignal = () => {
    if (controller.signal.aborted && Date.now() - first > oneSignalMs) process.exit(130);
    if (controller.signal.aborted) return;
    first = Date.now();
    controller.abort();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, onSignal);
  return controller.signal;
}
