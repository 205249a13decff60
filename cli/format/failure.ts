import { CommandFailure } from '../failure.ts';

/** What a person or program is told of a failure. */
export interface FailureText {
  code: string;
  message: string;
}

/** Puts any error into one paragraph. */
export function describeFailure(error: unknown): FailureText {
  if (error instanceof CommandFailure) return { code: error.code, message: error.message };
  if (!(error instanceof Error)) return { code: 'Error', message: String(error) };
  const system = (error as NodeJS.ErrnoException).code;
  if (system === 'ECONNREFUSED' || system === 'ECONNRESET') {
    return { code: system, message: `The endpoint does not answer (any more): ${error.message || system}.` };
  }
  const code = system ?? error.name;
  return { code, message: error.message.trim() === '' ? code : `${error.message.trim()} (${code})` };
}
