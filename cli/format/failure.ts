import { CommandFailure } from '../failure.ts';

/** What a person or program is told of a failure. */
export interface FailureText {
  code: string;
  message: string;
}

/**
 * Puts any error into one paragraph.
 * @param home where this command writes
 */
export function describeFailure(error: unknown, home: string): FailureText {
  if (error instanceof CommandFailure) return { code: error.code, message: error.message };
  if (!(error instanceof Error)) return { code: 'Error', message: String(error) };
  const system = (error as NodeJS.ErrnoException).code;
  if (system === 'ECONNREFUSED' || system === 'ECONNRESET') {
    return { code: system, message: `The endpoint does not answer (any more): ${error.message || system}.` };
  }
  if (system !== undefined && diskFull.has(system)) return { code: system, message: fullDisk(error, home) };
  const code = system ?? error.name;
  return { code, message: error.message.trim() === '' ? code : `${error.message.trim()} (${code})` };
}

const diskFull = new Set(['ENOSPC', 'EDQUOT']);

/** What writes to an open file does not know its path. */
function fullDisk({ path }: NodeJS.ErrnoException, home: string): string {
  return `The disk is full: nothing more can be written to ${path ?? home}. Make room there, or choose another directory with --home.`;
}
