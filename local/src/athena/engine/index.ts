import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type {
  Description,
  EngineSettings,
  Outcome,
  Reply,
  Request,
  RunRequest,
  StatementText,
} from './protocol.ts';

export type { Description, Outcome, RunRequest, TableSource, ViewSource } from './protocol.ts';

/** The SQL engine, in a process of its own. */
export interface Engine {
  /** @throws EngineEnded */
  describe(statement: StatementText): Promise<Description>;
  /**
   * Runs a statement to its end.
   * @param signal interrupts it
   * @throws EngineEnded
   */
  run(request: RunRequest, signal?: AbortSignal): Promise<Outcome>;
  /** Ends the process and what runs in it. */
  close(): Promise<void>;
}

/** The engine's process ended while it had something to do. */
export class EngineEnded extends Error {
  constructor(how: string) {
    super(`The SQL engine's process ended (${how}); its queries are lost. The next query starts it again.`);
    this.name = 'EngineEnded';
  }
}

export interface EngineOptions {
  /** The local home directory. */
  home: string;
  /** The bundle of main.ts. */
  program: string;
  /** What DuckDB may hold before it spills to disk, e.g. `700MB`. */
  memoryLimit?: string;
}

interface Pending {
  resolve: (reply: never) => void;
  reject: (error: Error) => void;
}

/**
 * How Node runs the engine: of the translator's 23 MB of WebAssembly it compiles only the functions that are called, and
 * none with the optimising compiler, which takes far longer than the queries of a run do.
 */
export const engineFlags = ['--liftoff-only', '--wasm-lazy-compilation', '--wasm-lazy-validation'];

/** Gives the engine. Its process is started by the first call and again when it has died. */
export function startEngine({ home, program, memoryLimit = '700MB' }: EngineOptions): Engine {
  const settings: EngineSettings = { home, memoryLimit };
  let process: EngineProcess | undefined;
  const started = () => {
    if (!process?.isAlive()) process = startProcess(program, settings);
    return process;
  };
  return {
    describe: (statement) => started().request<Description>('describe', statement),
    async run(request, signal) {
      signal?.throwIfAborted();
      return started().request<Outcome>('run', request, signal);
    },
    close: async () => process?.close(),
  };
}

interface EngineProcess {
  isAlive(): boolean;
  request<Answer>(method: 'describe' | 'run', params: unknown, signal?: AbortSignal): Promise<Answer>;
  close(): Promise<void>;
}

function startProcess(program: string, settings: EngineSettings): EngineProcess {
  const child = fork(program, [JSON.stringify(settings)], { execArgv: engineFlags });
  const pending = new Map<number, Pending>();
  let lastId = 0;
  const ended = new Promise<void>((resolve) => {
    const end = (how: string) => {
      for (const { reject } of pending.values()) reject(new EngineEnded(how));
      pending.clear();
      resolve();
    };
    child.once('error', (error) => end(error.message));
    child.once('exit', (code, signal) => end(signal ?? `exit status ${code}`));
  });
  child.on('message', (reply: Reply) => settle(pending, reply));
  return {
    isAlive: () => child.connected,
    request: (method, params, signal) => {
      const id = ++lastId;
      const cancel = () => send(child, { id, method: 'cancel' });
      const answer = new Promise<never>((resolve, reject) => pending.set(id, { resolve, reject }));
      send(child, { id, method, params } as Request);
      signal?.addEventListener('abort', cancel, { once: true });
      return answer.finally(() => signal?.removeEventListener('abort', cancel));
    },
    async close() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

function send(child: ChildProcess, request: Request): void {
  // A message that cannot be sent needs no care of its own: the process has ended, which ends what is pending.
  if (child.connected) child.send(request, () => undefined);
}

function settle(pending: Map<number, Pending>, reply: Reply): void {
  const waiting = pending.get(reply.id);
  pending.delete(reply.id);
  if ('defect' in reply) waiting?.reject(new Error(`The SQL engine failed: ${reply.defect}`));
  else waiting?.resolve(reply.reply as never);
}
