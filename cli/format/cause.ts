/** A failure's reason in words for people. */
export interface Reason {
  /** The error's name as first raised, e.g. `TooManyPairs`. */
  error: string | undefined;
  text: string;
  /** The log of the local function that failed. */
  log?: string;
}

type Members = Record<string, unknown>;

/**
 * Makes an execution's error and cause readable. A cause is often a JSON text: the error that a Lambda function threw,
 * the description of a nested execution that failed, or that of a query; the reason lies inside.
 */
export function readReason(error: string | undefined, cause: string | undefined): Reason {
  const members = parseMembers(cause);
  return (members && readMembers(error, members)) ?? { error, text: cause?.trim() ?? '' };
}

function readMembers(error: string | undefined, members: Members): Reason | undefined {
  const query = membersOf(members.QueryExecution) ?? members;
  return readLambdaError(error, members) ?? readQuery(error, query) ?? readExecution(error, members);
}

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html */
function readLambdaError(
  error: string | undefined,
  { errorType, errorMessage, log }: Members,
): Reason | undefined {
  if (typeof errorMessage !== 'string') return undefined;
  const reason = { error: typeof errorType === 'string' ? errorType : error, text: errorMessage };
  return typeof log === 'string' ? { ...reason, log } : reason;
}

function readQuery(error: string | undefined, query: Members): Reason | undefined {
  const status = membersOf(query.Status);
  if (typeof query.QueryExecutionId !== 'string' || !status) return undefined;
  const reason = status.StateChangeReason ?? membersOf(status.AthenaError)?.ErrorMessage;
  return {
    error,
    text: `query ${query.QueryExecutionId}: ${typeof reason === 'string' ? reason : 'no reason given'}`,
  };
}

function readExecution(
  error: string | undefined,
  { ExecutionArn, Error: name, Cause, Status }: Members,
): Reason | undefined {
  if (typeof ExecutionArn !== 'string') return undefined;
  if (typeof name !== 'string' && typeof Cause !== 'string')
    return { error, text: `${ExecutionArn} ended ${String(Status)}` };
  return readReason(typeof name === 'string' ? name : error, typeof Cause === 'string' ? Cause : undefined);
}

function parseMembers(text: string | undefined): Members | undefined {
  if (!text?.trimStart().startsWith('{')) return undefined;
  try {
    return membersOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function membersOf(value: unknown): Members | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Members)
    : undefined;
}

/** A reason in one line. */
export function reasonLine({ error, text, log }: Reason): string {
  const line = [error, text].filter(Boolean).join(': ');
  return log === undefined ? line : `${line} (log: ${log})`;
}
