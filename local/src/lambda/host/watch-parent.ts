import { Worker } from 'node:worker_threads';

/**
 * Ends this process and those that the handler started, which is the group that it leads, when the runtime is gone,
 * however it went. The closed channel tells so, but only to an event loop that turns; while a handler computes, a
 * thread of its own looks whether the process got another parent.
 */
export function watchParent(): void {
  process.on('disconnect', () => process.kill(-process.pid, 'SIGKILL'));
  const look = `
    setInterval(() => {
      if (process.ppid !== ${process.ppid}) process.kill(-process.pid, 'SIGKILL');
    }, 1000);`;
  const resourceLimits = { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 2, stackSizeMb: 1 };
  new Worker(look, { eval: true, resourceLimits }).unref();
}
