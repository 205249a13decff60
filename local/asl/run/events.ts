import type { HistoryEventType } from '@aws-sdk/client-sfn';
import type { Json, NewEvent } from '../host.ts';
import type { State } from '../states/index.ts';

/** Nothing is shortened in the history, as on AWS up to the payload limit. */
export const whole = { truncated: false };

type StateType = State['Type'];
/** `PassStateEntered`, `MapStateFailed`, … where AWS has that event. */
type StateEventType = Extract<HistoryEventType, `${StateType}State${string}`>;

export function stateEventType(type: StateType, what: string): StateEventType {
  return `${type}State${what}` as StateEventType;
}

export function enteredEvent(type: StateType, name: string, input: Json): NewEvent {
  return {
    type: stateEventType(type, 'Entered'),
    stateEnteredEventDetails: { name, input: JSON.stringify(input), inputDetails: whole },
  };
}

/** @param output JSON text */
export function exitedEvent(
  type: StateType,
  name: string,
  output: string,
  assigned: Record<string, Json> | undefined,
): NewEvent {
  return {
    type: stateEventType(type, 'Exited'),
    stateExitedEventDetails: {
      name,
      output,
      outputDetails: whole,
      ...(assigned && { assignedVariables: texts(assigned), assignedVariablesDetails: whole }),
    },
  };
}

function texts(values: Record<string, Json>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]));
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
