import { RuntimeError } from '../errors.ts';
import type { StatesError } from '../host.ts';
import type { Catcher } from '../parse/catcher.ts';
import { Payload } from '../payload.ts';
import { stateEventType } from './events.ts';
import { matchesError } from './match-error.ts';
import type { Transition } from './transition.ts';
import type { Visit } from './visit.ts';

/** Leaves a failed state by the first catcher that names the error, or throws the error. */
export async function catchError(
  visit: Visit,
  catchers: Catcher[] | undefined,
  error: StatesError,
): Promise<Transition> {
  recordStateFailed(visit, error);
  const catcher = catchers?.find(({ ErrorEquals }) => matchesError(ErrorEquals, error));
  if (!catcher) throw error;
  const errorOutput = { Error: error.error, Cause: error.errorCause ?? '' };
  try {
    return await visit.leave({
      fields: catcher,
      members: { errorOutput },
      output: new Payload(errorOutput),
      next: catcher.Next,
    });
  } catch (second) {
    recordStateFailed(visit, second);
    throw second;
  }
}

/** Parallel and Map have an event of their own for it, except for errors that no Catch can handle. */
function recordStateFailed(visit: Visit, error: unknown): void {
  if (visit.type === 'Task' || error instanceof RuntimeError || visit.thread.signal.aborted) return;
  visit.record({ type: stateEventType(visit.type, 'Failed') });
}
