import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { Activity, Change, ExecutionProgress, StateProgress } from './progress.ts';

/** Takes new events into an execution's progress, oldest first, and returns what they changed. */
export function applyEvents(execution: ExecutionProgress, events: HistoryEvent[]): Change[] {
  return events.flatMap((event) => {
    const change = applyEvent(execution, event);
    execution.lastEventId = event.id!;
    return change ? [change] : [];
  });
}

function applyEvent(execution: ExecutionProgress, event: HistoryEvent): Change | undefined {
  const type: string = event.type!;
  if (type === 'ExecutionStarted') execution.started = event.timestamp;
  if (type.startsWith('Execution') && type !== 'ExecutionStarted') return end(execution, event);
  if (event.stateEnteredEventDetails) return enter(execution, event);
  const owner = execution.owners.get(event.previousEventId ?? 0);
  if (owner) execution.owners.set(event.id!, owner);
  if (event.stateExitedEventDetails) return exit(execution, event, owner);
  if (!owner) return undefined;
  const activity = activityOf(event);
  if (activity) begin(execution, owner, activity);
  const error = errorOf(event);
  return error === undefined ? undefined : failAttempt(event, owner, error);
}

function begin(execution: ExecutionProgress, state: StateProgress, activity: Activity): void {
  state.activity = activity;
  if (activity.kind === 'execution') execution.nested.push(activity.arn);
  if (activity.kind === 'mapRun') execution.mapRuns.push(activity.arn);
}

function failAttempt(event: HistoryEvent, state: StateProgress, error: string): Change {
  const child = state.activity?.kind === 'execution' ? state.activity.arn : undefined;
  state.failure = { error, eventId: event.id!, child };
  delete state.activity;
  return { at: event.timestamp!, kind: 'failedAttempt', state, error };
}

function enter(execution: ExecutionProgress, event: HistoryEvent): Change {
  const state: StateProgress = {
    name: event.stateEnteredEventDetails!.name!,
    type: event.type!.replace('StateEntered', ''),
    entered: event.timestamp!,
  };
  const { caught } = execution;
  if (state.type === 'Fail' && caught?.eventId === event.previousEventId) state.caughtIn = caught?.name;
  execution.states.push(state);
  execution.owners.set(event.id!, state);
  return { at: event.timestamp!, kind: 'entered', state };
}

/** After a Parallel or an inline Map the previous event belongs to the last branch, so the name decides. */
function exit(
  execution: ExecutionProgress,
  event: HistoryEvent,
  owner: StateProgress | undefined,
): Change | undefined {
  const { name } = event.stateExitedEventDetails!;
  const isIt = (state: StateProgress) => state.name === name && !state.exited;
  const state = owner && isIt(owner) ? owner : execution.states.findLast(isIt);
  if (!state) return undefined;
  const isCatch = state.failure !== undefined && state.failure.eventId === event.previousEventId;
  if (isCatch) execution.caught = { name: state.name, eventId: event.id! };
  if (isCatch) state.caught = true;
  else delete state.failure;
  state.exited = event.timestamp;
  delete state.activity;
  return { at: event.timestamp!, kind: isCatch ? 'caught' : 'exited', state };
}

function end(execution: ExecutionProgress, event: HistoryEvent): undefined {
  delete execution.failedIn;
  if (event.type === 'ExecutionRedriven') return goOn(execution, event.timestamp!);
  execution.ended = event.timestamp;
  execution.unsuccessful = event.type !== 'ExecutionSucceeded';
  if (event.type !== 'ExecutionFailed') return;
  const owner = execution.owners.get(event.previousEventId ?? 0);
  execution.failedIn = owner?.caughtIn ?? owner?.name;
}

/** A redriven execution goes on after its end; what it does now, and for how long, counts from here. */
function goOn(execution: ExecutionProgress, since: Date): undefined {
  Object.assign(execution, { ended: undefined, unsuccessful: undefined, started: since });
  for (const state of execution.states.filter(({ exited }) => !exited)) {
    state.entered = since;
    delete state.failure;
  }
}

function activityOf(event: HistoryEvent): Activity | undefined {
  const mapRun = event.mapRunStartedEventDetails ?? event.mapRunRedrivenEventDetails;
  if (mapRun) return { kind: 'mapRun', arn: mapRun.mapRunArn! };
  const { resource = '', resourceType, output } = event.taskSubmittedEventDetails ?? {};
  if (resourceType === 'athena') return { kind: 'query' };
  if (resourceType === 'states' && resource.startsWith('startExecution.sync')) return nestedExecution(output);
  return undefined;
}

function nestedExecution(output: string | undefined): Activity | undefined {
  const { ExecutionArn } = JSON.parse(output ?? '{}') as { ExecutionArn?: string };
  return ExecutionArn === undefined ? undefined : { kind: 'execution', arn: ExecutionArn };
}

/** The error of an attempt that failed; whether the machine retries or catches it, later events tell. */
function errorOf(event: HistoryEvent): string | undefined {
  const details =
    event.taskFailedEventDetails ??
    event.taskTimedOutEventDetails ??
    event.taskStartFailedEventDetails ??
    event.taskSubmitFailedEventDetails ??
    event.lambdaFunctionFailedEventDetails ??
    event.lambdaFunctionTimedOutEventDetails ??
    event.mapRunFailedEventDetails ??
    event.evaluationFailedEventDetails;
  return details && (details.error ?? event.type);
}
