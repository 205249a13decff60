import type { HistoryEvent } from '@aws-sdk/client-sfn';

type Written = Omit<HistoryEvent, 'id' | 'previousEventId' | 'timestamp'> & { prev: number; at?: number };

const midnight = Date.UTC(2027, 0, 1);

/** A history from its events: ids count from 1, `at` is in seconds after the start. */
export function history(events: Written[]): HistoryEvent[] {
  let seconds = 0;
  return events.map(({ prev, at, ...event }, i) => {
    seconds = at ?? seconds;
    return { id: i + 1, previousEventId: prev, timestamp: new Date(midnight + seconds * 1000), ...event };
  });
}

export const nightlyArn = 'arn:aws:states:us-east-1:000000000000:execution:nocturne-dev-nightly:n1';
export const childArn =
  'arn:aws:states:us-east-1:000000000000:execution:nocturne-dev-svr-leaderboard:n1-svr-0-0';
export const mapRunArn =
  'arn:aws:states:us-east-1:000000000000:mapRun:nocturne-dev-svr-leaderboard/trials:7d1c';

const nested = { resource: 'startExecution.sync:2', resourceType: 'states' };
const query = { resource: 'startQueryExecution.sync', resourceType: 'athena' };

/** A Task that starts an execution and waits for it; the order and links of the events are as AWS records them. */
export const nightly = history([
  { prev: 0, type: 'ExecutionStarted', executionStartedEventDetails: { input: '{}' } },
  { prev: 0, type: 'TaskStateEntered', stateEnteredEventDetails: { name: 'RunMachine', input: '{}' } },
  {
    prev: 2,
    type: 'TaskScheduled',
    taskScheduledEventDetails: { ...nested, region: 'us-east-1', parameters: '{}' },
  },
  { prev: 3, type: 'TaskStarted', taskStartedEventDetails: nested },
  {
    prev: 4,
    at: 0.5,
    type: 'TaskSubmitted',
    taskSubmittedEventDetails: {
      ...nested,
      output: JSON.stringify({ ExecutionArn: childArn, StartDate: 1 }),
    },
  },
  { prev: 5, at: 9, type: 'TaskSucceeded', taskSucceededEventDetails: { ...nested, output: '{}' } },
  { prev: 6, type: 'TaskStateExited', stateExitedEventDetails: { name: 'RunMachine', output: '{}' } },
  { prev: 7, type: 'ExecutionSucceeded', executionSucceededEventDetails: { output: '{}' } },
]);

/** A distributed Map, a query that fails once and is tried again, a failure in the end. */
export const leaderboard = history([
  { prev: 0, type: 'ExecutionStarted', executionStartedEventDetails: { input: '{}' } },
  { prev: 0, at: 1, type: 'MapStateEntered', stateEnteredEventDetails: { name: 'RunTrials', input: '{}' } },
  { prev: 2, type: 'MapStateStarted', mapStateStartedEventDetails: { length: 0 } },
  { prev: 3, type: 'MapRunStarted', mapRunStartedEventDetails: { mapRunArn } },
  { prev: 4, at: 4, type: 'MapRunSucceeded' },
  { prev: 5, type: 'MapStateSucceeded' },
  { prev: 4, type: 'MapStateExited', stateExitedEventDetails: { name: 'RunTrials', output: '[]' } },
  { prev: 7, type: 'TaskStateEntered', stateEnteredEventDetails: { name: 'ScoreTrials', input: '[]' } },
  {
    prev: 8,
    type: 'TaskScheduled',
    taskScheduledEventDetails: { ...query, region: 'us-east-1', parameters: '{}' },
  },
  { prev: 9, type: 'TaskStarted', taskStartedEventDetails: query },
  {
    prev: 10,
    type: 'TaskSubmitted',
    taskSubmittedEventDetails: { ...query, output: '{"QueryExecutionId":"q-1"}' },
  },
  {
    prev: 11,
    at: 5,
    type: 'TaskFailed',
    taskFailedEventDetails: { ...query, error: 'Athena.TooManyRequestsException', cause: 'slow down' },
  },
  {
    prev: 12,
    at: 6,
    type: 'TaskScheduled',
    taskScheduledEventDetails: { ...query, region: 'us-east-1', parameters: '{}' },
  },
  { prev: 13, type: 'TaskStarted', taskStartedEventDetails: query },
  {
    prev: 14,
    type: 'TaskSubmitted',
    taskSubmittedEventDetails: { ...query, output: '{"QueryExecutionId":"q-2"}' },
  },
  {
    prev: 15,
    at: 8,
    type: 'TaskFailed',
    taskFailedEventDetails: { ...query, error: 'States.TaskFailed', cause: '{}' },
  },
  {
    prev: 16,
    type: 'ExecutionFailed',
    executionFailedEventDetails: { error: 'States.TaskFailed', cause: '{}' },
  },
]);

/** Two branches that overlap; the Parallel's exit follows an event of the branch that ended last. */
export const parallel = history([
  { prev: 0, type: 'ExecutionStarted', executionStartedEventDetails: { input: '{}' } },
  { prev: 0, type: 'ParallelStateEntered', stateEnteredEventDetails: { name: 'Both', input: '{}' } },
  { prev: 2, type: 'ParallelStateStarted' },
  { prev: 3, type: 'PassStateEntered', stateEnteredEventDetails: { name: 'Same', input: '{}' } },
  { prev: 3, type: 'PassStateEntered', stateEnteredEventDetails: { name: 'Same', input: '{}' } },
  { prev: 4, at: 1, type: 'PassStateExited', stateExitedEventDetails: { name: 'Same', output: '{}' } },
  { prev: 5, at: 2, type: 'PassStateExited', stateExitedEventDetails: { name: 'Same', output: '{}' } },
  { prev: 7, type: 'ParallelStateSucceeded' },
  { prev: 7, at: 3, type: 'ParallelStateExited', stateExitedEventDetails: { name: 'Both', output: '[]' } },
  { prev: 9, type: 'ExecutionSucceeded', executionSucceededEventDetails: { output: '[]' } },
]);

const refusal = {
  error: 'EmptyTable',
  cause: '{"errorType":"EmptyTable","errorMessage":"no patients","trace":[]}',
};
const lambda = { resource: 'invoke', resourceType: 'lambda' };

/** A function's error that a Catch leads to a Fail state. */
export const refused = history([
  { prev: 0, type: 'ExecutionStarted', executionStartedEventDetails: { input: '{}' } },
  { prev: 0, type: 'TaskStateEntered', stateEnteredEventDetails: { name: 'PlanTrials', input: '{}' } },
  {
    prev: 2,
    type: 'TaskScheduled',
    taskScheduledEventDetails: { ...lambda, region: 'us-east-1', parameters: '{}' },
  },
  { prev: 3, type: 'TaskStarted', taskStartedEventDetails: lambda },
  { prev: 4, at: 1, type: 'TaskFailed', taskFailedEventDetails: { ...lambda, ...refusal } },
  { prev: 5, type: 'TaskStateExited', stateExitedEventDetails: { name: 'PlanTrials', output: '{}' } },
  { prev: 6, type: 'FailStateEntered', stateEnteredEventDetails: { name: 'DataRefused', input: '{}' } },
  { prev: 7, type: 'ExecutionFailed', executionFailedEventDetails: refusal },
]);
