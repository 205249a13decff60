import type { Environment } from './environment.ts';

/** The environments that exist: busy ones, and idle ones that wait for the next event of their function. */
export interface Pool {
  /** The idle environment of the function that was used last. */
  takeIdle(functionName: string): Environment | undefined;
  /** A new environment, busy. */
  add(start: () => Environment): Environment;
  /** Keeps an environment for reuse. */
  keep(environment: Environment): void;
  /** Ends an environment that is not to be used again. */
  end(environment: Environment): Promise<void>;
  endAll(): Promise<void>;
}

/** @param most how many environments may exist; the idle one unused for longest makes room for a new one */
export function createPool(most: number): Pool {
  const all = new Set<Environment>();
  /** The one used last comes last. */
  const idle = new Set<Environment>();

  function forget(environment: Environment): void {
    all.delete(environment);
    idle.delete(environment);
  }

  async function end(environment: Environment): Promise<void> {
    forget(environment);
    await environment.kill();
  }

  return {
    end,
    takeIdle(functionName) {
      const kept = [...idle].findLast((environment) => environment.functionName === functionName);
      if (kept) idle.delete(kept);
      return kept;
    },
    add(start) {
      const [oldest] = idle;
      if (all.size >= most && oldest) void end(oldest);
      const environment = start();
      all.add(environment);
      void environment.exited.then(() => forget(environment));
      return environment;
    },
    keep(environment) {
      if (all.has(environment)) idle.add(environment);
    },
    async endAll() {
      await Promise.all([...all].map(end));
    },
  };
}
