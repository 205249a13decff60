import { StatesError } from '../host.ts';
import type { Assignments } from '../parse/assignments.ts';
import type { Catcher } from '../parse/catcher.ts';
import type { Retrier } from '../parse/retrier.ts';
import type { Template } from '../jsonata/template.ts';
import type { Payload } from '../payload.ts';
import { catchError } from './catch.ts';
import { RetryPolicy } from './retry.ts';
import { untilAborted } from './until-aborted.ts';
import type { Transition } from './transition.ts';
import type { Visit } from './visit.ts';

/** What Task, Parallel and Map have in common. */
export interface AttemptedState {
  Assign?: Assignments | undefined;
  Output?: Template | undefined;
  Next?: string | undefined;
  Retry?: Retrier[] | undefined;
  Catch?: Catcher[] | undefined;
}

/** Does a state's work until it succeeds, or Retry is used up and Catch takes over. Both cover Output and Assign, too. */
export async function attempts(
  state: AttemptedState,
  visit: Visit,
  work: () => Promise<Payload>,
): Promise<Transition> {
  let policy: RetryPolicy | undefined;
  for (visit.retryCount = 0; ; visit.retryCount++) {
    try {
      const result = await work();
      const members = { result: result.value };
      return await visit.leave({ fields: state, members, output: result, next: state.Next });
    } catch (error) {
      visit.thread.signal.throwIfAborted();
      if (!(error instanceof StatesError)) throw error;
      policy ??= new RetryPolicy(state.Retry);
      const delay = policy.next(error, () => visit.host.random());
      if (delay === undefined) return catchError(visit, state.Catch, error);
      await pause(visit, delay);
    }
  }
}

/** Waits in the state; ends with the thread. */
export function pause(visit: Visit, milliseconds: number): Promise<void> {
  const { signal } = visit.thread;
  return untilAborted(visit.host.sleep(milliseconds, signal), signal);
}
