import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Ending } from './ending.ts';
import type { HostMessage, InvokeMessage } from './host/messages.ts';
import { readLines } from './lines.ts';

/** The child process of one execution environment. It handles one event at a time. */
export interface Environment {
  functionName: string;
  pid: number;
  /** Resolves when the handler is loaded; to an ending when that failed. */
  started: Promise<Ending | undefined>;
  /** Resolves when the process has ended and its output is read. */
  exited: Promise<Ending>;
  /** Hands over an event; resolves to the response or the error, with all output before it read. */
  handle(message: Omit<InvokeMessage, 'endMark'>): Promise<Ending>;
  /** Receives the process's output. */
  onLine: (line: string) => void;
  /** Ends the process at once. */
  kill(): Promise<void>;
}

export interface EnvironmentOptions {
  functionName: string;
  /** The bundled host program. */
  hostFile: string;
  taskRoot: string;
  variables: Record<string, string>;
  memoryMb: number;
}

/** Starts an environment. AWS too leaves a tenth of the memory to all that is not JavaScript's heap. */
export function startEnvironment(options: EnvironmentOptions): Environment {
  const child = fork(options.hostFile, [], {
    cwd: options.taskRoot,
    env: options.variables,
    execArgv: [`--max-old-space-size=${Math.floor(options.memoryMb * 0.9)}`],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const output = [child.stdout!, child.stderr!].map((stream) =>
    readLines(stream, (line) => environment.onLine(line)),
  );
  const exited = exitOf(child);
  const environment: Environment = {
    functionName: options.functionName,
    pid: child.pid ?? 0,
    exited,
    started: reply(child, exited),
    onLine: () => undefined,
    async handle(message) {
      const endMark = randomUUID();
      const read = output.map((lines) => lines.reached(endMark));
      const ending = reply(child, exited);
      child.send({ ...message, endMark } satisfies InvokeMessage);
      await Promise.race([ending.then(() => Promise.all(read)), exited]);
      return (await ending)!;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
  return environment;
}

function exitOf(child: ChildProcess): Promise<Ending> {
  return new Promise((resolve) => {
    child.once('close', (code, signal) => resolve({ kind: 'exited', code, signal }));
    child.on('error', () => {
      // Where there is a process, a message could not be sent to it because it has just ended; its exit says why.
      if (child.pid === undefined) resolve({ kind: 'exited', code: 1, signal: null });
    });
  });
}

/** The process's next message, or its exit. It exits by itself after a fatal error; until then it may write. */
async function reply(child: ChildProcess, exited: Promise<Ending>): Promise<Ending | undefined> {
  const message = new Promise<HostMessage>((resolve) => {
    child.once('message', (received) => resolve(received as HostMessage));
  });
  const first = await Promise.race([message, exited]);
  if ('kind' in first) return first;
  if (first.type === 'ready') return undefined;
  if (first.type === 'response') return { kind: 'response', payload: first.payload };
  if (first.fatal) await exited;
  return { kind: 'error', payload: first.payload, fatal: first.fatal };
}
