import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { NewEvent } from '../../asl/host.ts';
import type { Ending } from './live-execution.ts';

/** The event that closes a history. */
export function endEvent(ending: Ending): NewEvent {
  if (ending.status === 'SUCCEEDED') {
    return { type: 'ExecutionSucceeded', executionSucceededEventDetails: { output: ending.output } };
  }
  const details = { error: ending.error, cause: ending.cause };
  switch (ending.status) {
    case 'FAILED':
      return { type: 'ExecutionFailed', executionFailedEventDetails: details };
    case 'TIMED_OUT':
      return { type: 'ExecutionTimedOut', executionTimedOutEventDetails: details };
    case 'ABORTED':
      return { type: 'ExecutionAborted', executionAbortedEventDetails: details };
  }
}

/** How the history ends whose last event this is; undefined of one without an end. */
export function endingOfEvent(event: HistoryEvent): Ending | undefined {
  const succeeded = event.executionSucceededEventDetails;
  if (succeeded) return { status: 'SUCCEEDED', output: succeeded.output! };
  const { executionFailedEventDetails, executionTimedOutEventDetails, executionAbortedEventDetails } = event;
  if (executionFailedEventDetails) return { status: 'FAILED', ...executionFailedEventDetails };
  if (executionTimedOutEventDetails) return { status: 'TIMED_OUT', ...executionTimedOutEventDetails };
  if (executionAbortedEventDetails) return { status: 'ABORTED', ...executionAbortedEventDetails };
  return undefined;
}
