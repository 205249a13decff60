import type { HistoryEventType } from '@aws-sdk/client-sfn';
import type { Json, NewEvent } from '../host.ts';
import { textsOf } from '../payload.ts';
import type { Payload } from '../payload.ts';
import type { StateType } from '../machine.ts';

/** `PassStateEntered`, `MapStateFailed`, … where AWS has that event. */
type StateEventType = Extract<HistoryEventType, `${StateType}State${string}`>;

export function stateEventType(type: StateType, what: string): StateEventType {
  return `${type}State${what}` as StateEventType;
}

export function enteredEvent(type: StateType, name: string, input: Payload): NewEvent {
  return {
    type: stateEventType(type, 'Entered'),
    stateEnteredEventDetails: { name, input: input.text },
  };
}

export function exitedEvent(
  type: StateType,
  name: string,
  output: Payload,
  assigned: Record<string, Json> | undefined,
): NewEvent {
  return {
    type: stateEventType(type, 'Exited'),
    stateExitedEventDetails: {
      name,
      output: output.text,
      ...(assigned && { assignedVariables: textsOf(assigned) }),
    },
  };
}

export function evaluationFailedEvent(
  state: string,
  error: string,
  cause: string,
  location: string | undefined,
): NewEvent {
  return {
    type: 'EvaluationFailed',
    evaluationFailedEventDetails: { state, error, cause, ...(location !== undefined && { location }) },
  };
}
