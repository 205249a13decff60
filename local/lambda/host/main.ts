/**
 * The process of one execution environment: loads the handler named by `_HANDLER` from `LAMBDA_TASK_ROOT`, then
 * handles the events that come over the IPC channel, one at a time. It leads a process group of its own, so Ctrl-C
 * does not reach it: when it ends is the runtime's decision. It is bundled to `dist/lambda-host.cjs`.
 */
import { logLine, patchConsole } from './console.ts';
import { invocationContext } from './context.ts';
import { loadHandler } from './load-handler.ts';
import type { Handler } from './load-handler.ts';
import type { HostMessage, InvokeMessage } from './messages.ts';
import { errorPayload, RuntimeError } from './runtime-errors.ts';
import { watchParent } from './watch-parent.ts';

let requestId: string | undefined;

function tell(message: HostMessage, sent: () => void = () => undefined): void {
  process.send!(message, undefined, {}, sent);
}

function logError(title: string, thrown: unknown): void {
  process.stdout.write(logLine(requestId, 'ERROR', `${title}\t${JSON.stringify(errorPayload(thrown))}`));
}

function fail(title: string, thrown: unknown, exitCode: number): void {
  logError(title, thrown);
  const payload = JSON.stringify(errorPayload(thrown));
  tell({ type: 'error', payload, fatal: true }, () => process.exit(exitCode));
}

async function answer(handler: Handler, message: InvokeMessage): Promise<HostMessage> {
  try {
    const result: unknown = await handler(JSON.parse(message.event), invocationContext(message, process.env));
    return { type: 'response', payload: serialise(result) };
  } catch (thrown) {
    logError('Invoke Error', thrown);
    return { type: 'error', payload: JSON.stringify(errorPayload(thrown)), fatal: false };
  }
}

function serialise(result: unknown): string {
  try {
    return JSON.stringify(result) ?? 'null';
  } catch (error) {
    throw new Error('Unable to stringify response body', { cause: error });
  }
}

async function handle(handler: Handler, message: InvokeMessage): Promise<void> {
  requestId = message.requestId;
  const reply = await answer(handler, message);
  process.stdout.write(`${message.endMark}\n`);
  process.stderr.write(`${message.endMark}\n`);
  tell(reply);
}

async function main(): Promise<void> {
  watchParent();
  patchConsole(() => requestId);
  process.on('uncaughtException', (error) => fail('Uncaught Exception', error, 129));
  process.on('unhandledRejection', (reason) => {
    fail('Unhandled Promise Rejection', new RuntimeError('UnhandledPromiseRejection', String(reason)), 128);
  });
  try {
    const handler = await loadHandler(process.env.LAMBDA_TASK_ROOT!, process.env._HANDLER!);
    process.on('message', (message) => void handle(handler, message as InvokeMessage));
    tell({ type: 'ready' });
  } catch (error) {
    fail('Init Error', error, 1);
  }
}

void main();
