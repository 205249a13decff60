/**
 * Ends a worker of jest's that has done its work at once: only memory is left to free, which takes longer than the half
 * second that jest grants. Imported by the transform, which runs in the worker's own process and not in a test's.
 */
if (process.argv[1]?.endsWith('processChild.js'))
  process.once('exit', (code) => code === 0 && process.kill(process.pid, 'SIGKILL'));
