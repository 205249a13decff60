import { QueryError, queryErrorCodes } from '../query-error.ts';
import { SyntaxFailure } from '../sql/syntax-failure.ts';
import { failureWords } from './failure-words.ts';

/** Why a query failed. */
export interface Failure {
  error: QueryError;
  /** What the engine itself said, for the runtime's log, when nothing is known about it. */
  defect?: string;
}

/**
 * What a query failed with, in Athena's words; no message of DuckDB's or Node's passes.
 * @param buckets the directory of the buckets, to name objects and not files
 */
export function failureOf(error: unknown, buckets: string): Failure {
  if (error instanceof QueryError) return { error };
  if (error instanceof SyntaxFailure) return { error: new QueryError('SYNTAX_ERROR', error.message) };
  const { message } = error as Error;
  const known = raised(message) ?? failureWords(message, buckets);
  if (known) return { error: known };
  const words = 'The local engine failed at this query, by a defect of its own or of its machine.';
  return { error: new QueryError('GENERIC_INTERNAL_ERROR', words), defect: message };
}

/** An error that the translated statement itself raised: `Invalid Input Error: <code>: <message>`. */
function raised(message: string): QueryError | undefined {
  const [, name, detail = ''] = /^[^:]*: ([A-Z_]+): ([^]*)$/.exec(message) ?? [];
  const code = queryErrorCodes.find((known) => known === name);
  return code && new QueryError(code, detail);
}

/** Whether a query ended because it was interrupted. */
export function isInterrupt(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('INTERRUPT Error');
}
