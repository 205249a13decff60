import { HeartbeatTimeout, RuntimeError } from '../errors.ts';
import type { StatesError } from '../host.ts';

/**
 * Errors that States.TaskFailed does not name. AWS documents the first; the second was measured for a Task's Arguments,
 * Assign and Output (iwamot/sfnx, docs/design.md, 2026).
 */
const notTaskFailed = new Set(['States.Timeout', 'States.QueryEvaluationError']);

/**
 * Whether a Retry's or Catch's ErrorEquals names this error.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export function matchesError(names: string[], failure: StatesError): boolean {
  if (failure instanceof RuntimeError) return false;
  const { error } = failure;
  return names.some((name) => {
    if (name === error) return true;
    if (name === 'States.ALL') return error !== 'States.DataLimitExceeded';
    if (name === 'States.TaskFailed') return !notTaskFailed.has(error);
    return name === 'States.HeartbeatTimeout' && failure instanceof HeartbeatTimeout;
  });
}
