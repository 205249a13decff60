/**
 * The process of one execution environment: loads the handler named by `_HANDLER` from `LAMBDA_TASK_ROOT`, then
 * handles the events that come over the IPC channel, one at a time. It leads a process group of its own, so Ctrl-C
 * does not reach it: when it ends is the runtime's decision. It is bundled to `dist/lambda-host.cjs`.
 */
import { callbackHandler } from './callback-handler.ts';
import { logLine, patchConsole } from './console.ts';
import { invocationContext } from './context.ts';
import { stayAlive, whenEmpty } from './event-loop.ts';
import { knowsCallbacks } from './handler.ts';
import type { Handler, Invoke } from './handler.ts';
import { loadHandler } from './load-handler.ts';
import type { HostMessage, InvokeMessage } from './messages.ts';
import { missingSdk } from './missing-sdk.ts';
import { promiseHandler } from './promise-handler.ts';
import { errorPayload, RuntimeError } from './runtime-errors.ts';
import { defineAwslambda, isStreaming, streamingHandler } from './streaming-handler.ts';
import { newTraceHeader } from './trace-header.ts';
import { watchParent } from './watch-parent.ts';

/** How Node.js exits when nothing is left that could settle what it waits for. */
const unsettledExitCode = 13;

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

async function answer(invoke: Invoke, message: InvokeMessage): Promise<HostMessage> {
  try {
    const response = await invoke(JSON.parse(message.event), invocationContext(message, process.env));
    if (typeof response === 'string') return { type: 'response', payload: response, isBase64: false };
    return { type: 'response', payload: response.toString('base64'), isBase64: true };
  } catch (error) {
    const thrown = missingSdk(error) ?? error;
    logError('Invoke Error', thrown);
    return { type: 'error', payload: JSON.stringify(errorPayload(thrown)), fatal: false };
  }
}

async function handle(invoke: Invoke, message: InvokeMessage): Promise<void> {
  requestId = message.requestId;
  process.env._X_AMZN_TRACE_ID = newTraceHeader();
  const reply = await answer(invoke, message);
  process.stdout.write(`${message.endMark}\n`);
  process.stderr.write(`${message.endMark}\n`);
  tell(reply);
}

/** How to call a handler, which depends on the runtime that the function asks for. */
function invokerOf(handler: Handler): Invoke {
  if (isStreaming(handler)) return streamingHandler(handler);
  if (knowsCallbacks()) return callbackHandler(handler);
  return promiseHandler(handler, (error) => fail('Invoke Error', error, unsettledExitCode));
}

async function main(): Promise<void> {
  watchParent();
  patchConsole(() => requestId);
  defineAwslambda();
  process.on('uncaughtException', (error) => fail('Uncaught Exception', error, 129));
  process.on('unhandledRejection', (reason) => {
    fail('Unhandled Promise Rejection', new RuntimeError('UnhandledPromiseRejection', String(reason)), 128);
  });
  whenEmpty(() => process.exit(unsettledExitCode));
  try {
    const invoke = invokerOf(await loadHandler(process.env.LAMBDA_TASK_ROOT!, process.env._HANDLER!));
    process.on('message', (message) => void handle(invoke, message as InvokeMessage));
    tell({ type: 'ready' });
  } catch (error) {
    fail('Init Error', error, 1);
  } finally {
    stayAlive();
  }
}

void main();
