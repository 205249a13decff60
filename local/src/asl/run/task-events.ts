import type { NewEvent, StatesError } from '../host.ts';
import type { Payload } from '../payload.ts';
import type { TaskResource } from '../task-resource.ts';

/** Seconds. */
export interface TaskLimits {
  timeout: number | undefined;
  heartbeat: number | undefined;
}

/** What an attempt of a Task sends, with its fields evaluated. */
export interface TaskAttempt {
  input: Payload;
  /** The RoleArn of Credentials. */
  roleArn: string | undefined;
  limits: TaskLimits;
}

/** The events of one attempt of a Task. */
export interface TaskEvents {
  scheduled(attempt: TaskAttempt): NewEvent;
  started(): NewEvent;
  submitted(output: Payload): NewEvent;
  succeeded(output: Payload): NewEvent;
  failed(error: StatesError): NewEvent;
  timedOut(error: StatesError): NewEvent;
}

/** @param executionArn tells the region */
export function taskEvents(resource: TaskResource, executionArn: string): TaskEvents {
  if (resource.lambdaFunction) return lambdaFunctionEvents(resource);
  return integrationEvents(resource, executionArn.split(':')[3] ?? '');
}

/** For `arn:aws:states:::<service>:<action>`. */
function integrationEvents({ resourceType, resource }: TaskResource, region: string): TaskEvents {
  const task = { resourceType, resource };
  return {
    scheduled: ({ input, roleArn, limits }) => ({
      type: 'TaskScheduled',
      taskScheduledEventDetails: {
        ...task,
        region,
        parameters: input.text,
        ...(limits.timeout !== undefined && { timeoutInSeconds: limits.timeout }),
        ...(limits.heartbeat !== undefined && { heartbeatInSeconds: limits.heartbeat }),
        ...(roleArn !== undefined && { taskCredentials: { roleArn } }),
      },
    }),
    started: () => ({ type: 'TaskStarted', taskStartedEventDetails: task }),
    submitted: (output) => ({
      type: 'TaskSubmitted',
      taskSubmittedEventDetails: { ...task, output: output.text },
    }),
    succeeded: (output) => ({
      type: 'TaskSucceeded',
      taskSucceededEventDetails: { ...task, output: output.text },
    }),
    failed: (error) => ({ type: 'TaskFailed', taskFailedEventDetails: { ...task, ...errorAndCause(error) } }),
    timedOut: (error) => ({
      type: 'TaskTimedOut',
      taskTimedOutEventDetails: { ...task, ...errorAndCause(error) },
    }),
  };
}

/** For a Lambda function's own ARN as Resource. */
function lambdaFunctionEvents({ arn }: TaskResource): TaskEvents {
  return {
    scheduled: ({ input, roleArn, limits }) => ({
      type: 'LambdaFunctionScheduled',
      lambdaFunctionScheduledEventDetails: {
        resource: arn,
        input: input.text,
        ...(limits.timeout !== undefined && { timeoutInSeconds: limits.timeout }),
        ...(roleArn !== undefined && { taskCredentials: { roleArn } }),
      },
    }),
    started: () => ({ type: 'LambdaFunctionStarted' }),
    submitted: () => {
      throw new Error(`A call of ${arn} has its result at once and cannot be submitted.`);
    },
    succeeded: (output) => ({
      type: 'LambdaFunctionSucceeded',
      lambdaFunctionSucceededEventDetails: { output: output.text },
    }),
    failed: (error) => ({
      type: 'LambdaFunctionFailed',
      lambdaFunctionFailedEventDetails: errorAndCause(error),
    }),
    timedOut: (error) => ({
      type: 'LambdaFunctionTimedOut',
      lambdaFunctionTimedOutEventDetails: errorAndCause(error),
    }),
  };
}

/** As details of an event: members that AWS leaves out where there is none. */
export function errorAndCause({ error, errorCause }: StatesError): { error?: string; cause?: string } {
  return { ...(error !== '' && { error }), ...(errorCause !== undefined && { cause: errorCause }) };
}
