import { logText } from './ending.ts';
import type { Ending } from './ending.ts';
import type { Environment } from './environment.ts';
import type { LambdaFunction } from './lambda-function.ts';
import { watchLimits } from './limits.ts';
import type { Watch } from './limits.ts';
import type { InvocationLog } from './log.ts';
import { handleWithFault } from './suffer-fault.ts';
import type { InvocationFault } from './suffer-fault.ts';

/** AWS gives a handler's initialisation ten seconds, and then once more the function's timeout. */
const initTimeoutMs = 10_000;

export interface InvocationRequest {
  requestId: string;
  functionArn: string;
  /** JSON text. */
  event: string;
  signal?: AbortSignal;
  /** On whose behalf, if it is an execution's. */
  executionArn?: string;
  /** Whether it is a function that waits for the result. */
  byFunction?: boolean;
}

export interface Invocation {
  fn: LambdaFunction;
  request: InvocationRequest;
  /** Whose abort ends the invocation. */
  signals: AbortSignal[];
  log: InvocationLog;
  /** Whether the environment was started for this event. */
  isFirst: boolean;
  /** What it is made to suffer, in tests of faults. */
  fault?: InvocationFault;
}

/**
 * Runs one event in an environment within the function's limits, and writes its log. Time counts from when the
 * handler gets the event. Rejects with a signal's reason; the environment is then still to be ended.
 */
export async function runInvocation(environment: Environment, invocation: Invocation): Promise<Ending> {
  const { fn, request, log } = invocation;
  environment.onLine = log.line;
  const begun = performance.now();
  const failure = invocation.isFirst ? await startWithin(environment, invocation) : undefined;
  const initMs = invocation.isFirst ? performance.now() - begun : undefined;
  log.line(`START RequestId: ${request.requestId} Version: $LATEST`);
  const started = performance.now();
  const watch = watchLimits(environment.pid, limitsOf(invocation, fn.timeoutMs));
  try {
    const ending = failure ?? (await handleWithin(environment, invocation, watch));
    logText(ending, request.requestId, fn.timeoutMs).forEach(log.line);
    return ending;
  } finally {
    watch.end();
    log.line(`END RequestId: ${request.requestId}`);
    log.line(report(invocation, performance.now() - started, initMs, watch.maxMemoryMb()));
  }
}

/** Waits until the handler is loaded; resolves to an ending when that failed. */
async function startWithin(environment: Environment, invocation: Invocation): Promise<Ending | undefined> {
  const { timeoutMs } = invocation.fn;
  const watch = watchLimits(environment.pid, limitsOf(invocation, initTimeoutMs + timeoutMs));
  try {
    return await ended(environment, Promise.race([environment.started, watch.broken]));
  } finally {
    watch.end();
  }
}

async function handleWithin(environment: Environment, invocation: Invocation, watch: Watch): Promise<Ending> {
  const { fn, request, fault } = invocation;
  const { requestId, functionArn, event } = request;
  const deadlineMs = Date.now() + fn.timeoutMs;
  const message = { requestId, functionArn, event, deadlineMs };
  const handled = fault ? handleWithFault(environment, message, fault) : environment.handle(message);
  const ending = await ended(environment, Promise.race([handled, watch.broken]));
  const answered = ending.kind === 'response' || ending.kind === 'error';
  return answered && (await watch.memoryExceeded()) ? { kind: 'memoryExceeded' } : ending;
}

/** Ends the process where a limit did, before anybody is told of it: so it writes nothing afterwards. */
async function ended<Result extends Ending | undefined>(
  environment: Environment,
  result: Promise<Result>,
): Promise<Result> {
  const ending = await result;
  if (ending?.kind === 'timedOut' || ending?.kind === 'memoryExceeded') await environment.kill();
  return ending;
}

function limitsOf({ fn, signals }: Invocation, timeoutMs: number) {
  return { timeoutMs, memoryMb: fn.memoryMb, signals };
}

function report(
  { fn, request }: Invocation,
  ms: number,
  initMs: number | undefined,
  memoryMb: number,
): string {
  const fields = [
    `REPORT RequestId: ${request.requestId}`,
    `Duration: ${ms.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(ms + (initMs ?? 0))} ms`,
    `Memory Size: ${fn.memoryMb} MB`,
    `Max Memory Used: ${memoryMb} MB`,
    ...(initMs === undefined ? [] : [`Init Duration: ${initMs.toFixed(2)} ms`]),
  ];
  return fields.join('\t');
}
