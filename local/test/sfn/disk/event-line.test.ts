import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { eventLine, parseEvent } from '../../../src/sfn/disk/event-line.ts';
import type { NewEvent } from '../../../src/asl/host.ts';

const whole = { truncated: false };
const failure = { error: 'Boom', cause: 'it "broke"\n' };
const task = { resourceType: 'lambda', resource: 'invoke' };
const arn = 'arn:aws:lambda:us-east-1:000000000000:function:f';

/** An event as it is recorded, and what AWS shows besides. */
const events: [NewEvent, Partial<HistoryEvent>?][] = [
  [
    { type: 'ExecutionStarted', executionStartedEventDetails: { input: ' {"a" : 1}', roleArn: 'role' } },
    { executionStartedEventDetails: { input: ' {"a" : 1}', inputDetails: whole, roleArn: 'role' } },
  ],
  [
    { type: 'ChoiceStateEntered', stateEnteredEventDetails: { name: 'Which?', input: '{"a":1}' } },
    { stateEnteredEventDetails: { name: 'Which?', input: '{"a":1}', inputDetails: whole } },
  ],
  [
    {
      type: 'WaitStateExited',
      stateExitedEventDetails: { name: 'Wait', output: '[]', assignedVariables: { x: '"1"' } },
    },
    {
      stateExitedEventDetails: {
        name: 'Wait',
        output: '[]',
        outputDetails: whole,
        assignedVariables: { x: '"1"' },
        assignedVariablesDetails: whole,
      },
    },
  ],
  [
    {
      type: 'EvaluationFailed',
      evaluationFailedEventDetails: { state: 'S', location: 'Output', ...failure },
    },
  ],
  [
    {
      type: 'TaskScheduled',
      taskScheduledEventDetails: {
        ...task,
        region: 'us-east-1',
        parameters: '{"Payload":{}}',
        timeoutInSeconds: 5,
        taskCredentials: { roleArn: 'role' },
      },
    },
  ],
  [{ type: 'TaskStarted', taskStartedEventDetails: task }],
  [
    { type: 'TaskSubmitted', taskSubmittedEventDetails: { ...task, output: 'null' } },
    { taskSubmittedEventDetails: { ...task, output: 'null', outputDetails: whole } },
  ],
  [{ type: 'TaskTimedOut', taskTimedOutEventDetails: { ...task, ...failure } }],
  [
    { type: 'LambdaFunctionScheduled', lambdaFunctionScheduledEventDetails: { resource: arn, input: '0' } },
    { lambdaFunctionScheduledEventDetails: { resource: arn, input: '0', inputDetails: whole } },
  ],
  [{ type: 'LambdaFunctionStarted' }],
  [{ type: 'LambdaFunctionFailed', lambdaFunctionFailedEventDetails: failure }],
  [{ type: 'MapStateStarted', mapStateStartedEventDetails: { length: 3 } }],
  [{ type: 'MapIterationSucceeded', mapIterationSucceededEventDetails: { name: 'Each', index: 0 } }],
  [{ type: 'MapRunRedriven', mapRunRedrivenEventDetails: { mapRunArn: 'run', redriveCount: 1 } }],
  [{ type: 'ParallelStateFailed' }],
  // After a Fail state without Error.
  [{ type: 'ExecutionFailed', executionFailedEventDetails: {} }],
];

test.each(events)('the line of %j gives what AWS shows', (event, shown = {}) => {
  const line = eventLine(event, 12, 7, 1767225600123, '3/0', undefined);
  const timestamp = new Date('2026-01-01T00:00:00.123Z');
  expect(line).toMatch(/^[^\n]+\n$/);
  expect(parseEvent(line)).toEqual({
    ...event,
    ...shown,
    timestamp,
    id: 12,
    previousEventId: 7,
    branch: '3/0',
  });
});

test('a line of another version is refused with what to do', () => {
  expect(() => parseEvent('{"id":1,"timestamp":"2026-01-01T00:00:00.000Z"}')).toThrow(
    /delete the home directory/,
  );
});

test.each([
  [undefined, undefined],
  [undefined, null],
  [undefined, 'Next "state"'],
  ['3/0', undefined],
  ['3/0', null],
  ['3/0', 'Next'],
])('branch %j and next %j are read as they were written', (branch, next) => {
  const line = eventLine({ type: 'PassStateExited' }, 1, 0, 0, branch, next);
  const read = parseEvent(line);
  expect([read.branch, read.next]).toEqual([branch, next]);
});
