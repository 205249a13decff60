/** How an invocation, or the start of an environment, can end. */
export type Ending =
  | { kind: 'response'; payload: Buffer }
  | { kind: 'error'; payload: string; fatal: boolean }
  | { kind: 'exited'; code: number | null; signal: NodeJS.Signals | null }
  | { kind: 'timedOut' }
  | { kind: 'memoryExceeded' };

/** AWS's limit on what a function returns, and the error in place of more. */
const maxResponseBytes = 6_291_556;

/** What an ending is told with. */
export interface About {
  requestId: string;
  /** The function's timeout. */
  timeoutMs: number;
  /** The function's log. */
  logFile: string;
}

/** What the caller gets: the response, or an error as on AWS with the place of the log. */
export function payloadOf(ending: Ending, about: About): Buffer {
  if (ending.kind === 'response' && !isTooLarge(ending.payload)) return ending.payload;
  return Buffer.from(JSON.stringify({ ...errorOf(ending, about), log: about.logFile }));
}

/**
 * A timeout and exhausted memory are as functions on AWS were seen to report them, e.g.
 * https://github.com/adobe/helix-html2md-service/issues/1001; memory exhausted within JavaScript's own heap is V8's
 * abort, here as there.
 */
function errorOf(ending: Ending, { requestId, timeoutMs }: About): object {
  switch (ending.kind) {
    case 'response':
      return tooLarge();
    case 'error':
      return JSON.parse(ending.payload) as object;
    case 'timedOut':
      return error('Sandbox.Timedout', `RequestId: ${requestId} Error: ${timeoutText(timeoutMs)}`);
    case 'memoryExceeded':
      return error('Runtime.OutOfMemory', `RequestId: ${requestId} Error: ${exitText(ending)}`);
    case 'exited':
      return error('Runtime.ExitError', `RequestId: ${requestId} Error: ${exitText(ending)}`);
  }
}

/** Whether the caller gets a function error. */
export function isFunctionError(ending: Ending): boolean {
  return ending.kind !== 'response' || isTooLarge(ending.payload);
}

/** What the log says of an end that the handler itself could not report. */
export function logText(ending: Ending, requestId: string, timeoutMs: number): string[] {
  if (ending.kind === 'timedOut')
    return [`${new Date().toISOString()} ${requestId} ${timeoutText(timeoutMs)}`];
  if (ending.kind !== 'exited' && ending.kind !== 'memoryExceeded') return [];
  const errorType = ending.kind === 'exited' ? 'Runtime.ExitError' : 'Runtime.OutOfMemory';
  return [`RequestId: ${requestId} Error: ${exitText(ending)}`, errorType];
}

function timeoutText(timeoutMs: number): string {
  return `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;
}

function exitText(ending: Ending): string {
  if (ending.kind !== 'exited') return 'Runtime exited with error: signal: killed';
  const { code, signal } = ending;
  if (signal) return `Runtime exited with error: signal: ${signalNames[signal] ?? signal}`;
  return code === 0
    ? 'Runtime exited without providing a reason'
    : `Runtime exited with error: exit status ${code}`;
}

/** As Lambda writes them. */
const signalNames: Partial<Record<NodeJS.Signals, string>> = {
  SIGABRT: 'aborted',
  SIGKILL: 'killed',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
};

function isTooLarge(payload: Buffer): boolean {
  return payload.length > maxResponseBytes;
}

function tooLarge(): object {
  const message = `Response payload size exceeded maximum allowed payload size (${maxResponseBytes} bytes).`;
  return error('Function.ResponseSizeTooLarge', message);
}

function error(errorType: string, errorMessage: string): object {
  return { errorType, errorMessage };
}
