import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Ending } from './ending.ts';
import type { HostMessage, InvokeMessage } from './host/messages.ts';
import { readLines } from './lines.ts';
import { exitOf, killGroup } from './process-group.ts';

/** The child process of one execution environment. It handles one event at a time. */
export interface Environment {
  functionName: string;
  pid: number;
  /** Resolves when the handler is loaded; to an ending when that failed. */
  started: Promise<Ending | undefined>;
  /** Resolves when the process has ended, with those that it started, and its output is read. */
  exited: Promise<Ending>;
  /** Hands over an event; resolves to the response or the error, with all output before it read. */
  handle(message: Omit<InvokeMessage, 'endMark'>): Promise<Ending>;
  /** Receives the process's output. */
  onLine: (line: string) => void;
  /** Ends the process at once, and those that it started. */
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

/**
 * Starts an environment. AWS too leaves a tenth of the memory to all that is not JavaScript's heap; source maps it uses
 * only where NODE_OPTIONS says so.
 */
export function startEnvironment(options: EnvironmentOptions): Environment {
  const child = fork(options.hostFile, [], {
    cwd: options.taskRoot,
    // Leads a process group of its own, so that what the handler starts can be ended with it.
    detached: true,
    env: options.variables,
    execArgv: ['--enable-source-maps', `--max-old-space-size=${Math.floor(options.memoryMb * 0.9)}`],
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
      killGroup(child);
      await exited;
    },
  };
  return environment;
}

/** The process's next message, or its exit. It exits by itself after a fatal error; until then it may write. */
async function reply(child: ChildProcess, exited: Promise<Ending>): Promise<Ending | undefined> {
  const message = new Promise<HostMessage>((resolve) => {
    child.once('message', (received) => resolve(received as HostMessage));
  });
  const first = await Promise.race([message, exited]);
  if ('kind' in first) return first;
  if (first.type === 'ready') return undefined;
  if (first.type === 'response') return { kind: 'response', payload: responseOf(first) };
  if (first.fatal) await exited;
  return { kind: 'error', payload: first.payload, fatal: first.fatal };
}

function responseOf({ payload, isBase64 }: HostMessage & { type: 'response' }): Buffer {
  return Buffer.from(payload, isBase64 ? 'base64' : 'utf8');
}
