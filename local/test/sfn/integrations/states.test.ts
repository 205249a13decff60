import { ServiceError } from '../../../src/service.ts';
import type { Authorize } from '../../../src/service.ts';
import {
  cleanUp,
  executionArn,
  machineArn,
  oneState,
  oneTask,
  passThrough,
  startService,
  waitLong,
} from '../service-under-test.ts';

afterEach(cleanUp);

const start = 'arn:aws:states:::states:startExecution';
const fail = {
  QueryLanguage: 'JSONata',
  StartAt: 'F',
  States: { F: { Type: 'Fail', Error: 'No', Cause: 'because' } },
};

function parentOf(suffix: string, args: object) {
  return oneTask(start + suffix, { StateMachineArn: machineArn('child'), Name: 'kid', ...args });
}

// Members, their order and their forms as in recordings of AWS; times as in executions that users published.
test.each([
  ['.sync', '{"a":1}', '{"a":1}'],
  ['.sync:2', { a: 1 }, { a: 1 }],
])('%s gives the child’s description', async (suffix, Input, Output) => {
  const { run, service } = startService({
    parent: parentOf(suffix, { Input: { a: 1 } }),
    child: passThrough,
  });
  const record = await run('parent');
  const child = await service.whenDone(executionArn('child', 'kid'));
  expect(record.output).toBe(
    JSON.stringify({
      ExecutionArn: executionArn('child', 'kid'),
      Input,
      InputDetails: { Included: true },
      Name: 'kid',
      Output,
      OutputDetails: { Included: true },
      RedriveCount: 0,
      RedriveStatus: 'NOT_REDRIVABLE',
      RedriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
      StartDate: Date.parse(child.startDate),
      StateMachineArn: machineArn('child'),
      Status: 'SUCCEEDED',
      StopDate: Date.parse(child.stopDate!),
    }),
  );
});

test('the submission tells ARN and start of the child', async () => {
  const { run, call, service } = startService({ parent: parentOf('.sync:2', {}), child: passThrough });
  await run('parent', {}, 'one');
  const { events } = await call<{
    events: { type: string; taskSubmittedEventDetails?: { output: string } }[];
  }>('getExecutionHistory', { executionArn: executionArn('parent', 'one') });
  const submission = events.find(({ type }) => type === 'TaskSubmitted');
  const child = await service.whenDone(executionArn('child', 'kid'));
  expect(JSON.parse(submission!.taskSubmittedEventDetails!.output)).toMatchObject({
    ExecutionArn: executionArn('child', 'kid'),
    StartDate: Date.parse(child.startDate),
    SdkHttpMetadata: { HttpStatusCode: 200 },
  });
});

// A string is the child's input as it stands (recorded); nothing is an empty object (recorded).
test.each([
  [{ a: 1 }, '{"a":1}'],
  ['"text"', '"text"'],
  [null, '{}'],
])('the Input %j is the child’s %s', async (Input, text) => {
  const { run, service } = startService({ parent: parentOf('.sync', { Input }), child: passThrough });
  await run('parent');
  expect(await service.whenDone(executionArn('child', 'kid'))).toMatchObject({ input: text });
});

test.each([
  ['.sync', '{"a":1}'],
  ['.sync:2', { a: 1 }],
])('a child that fails fails the task %s with its description as cause', async (suffix, Input) => {
  const { run } = startService({ parent: parentOf(suffix, { Input: { a: 1 } }), child: fail });
  const record = await run('parent');
  expect(record).toMatchObject({ status: 'FAILED', error: 'States.TaskFailed' });
  const cause = JSON.parse(record.cause!) as object;
  expect(cause).toMatchObject({
    Error: 'No',
    Cause: 'because',
    Status: 'FAILED',
    RedriveStatus: 'REDRIVABLE',
    Input,
  });
  expect(Object.keys(cause)).toEqual(Object.keys(cause).sort());
});

test('without .sync the task ends when the child has begun', async () => {
  const { run, call } = startService({ parent: parentOf('', {}), child: waitLong });
  const record = await run('parent');
  expect(JSON.parse(record.output!)).toMatchObject({ ExecutionArn: executionArn('child', 'kid') });
  expect(await call('describeExecution', { executionArn: executionArn('child', 'kid') })).toMatchObject({
    status: 'RUNNING',
  });
});

test.each(['.sync', '.sync:2'])('stopping the parent stops the child (%s)', async (suffix) => {
  const { call, service } = startService({ parent: parentOf(suffix, {}), child: waitLong });
  await call('startExecution', { stateMachineArn: machineArn('parent'), name: 'one' });
  const isRunning = () =>
    call('describeExecution', { executionArn: executionArn('child', 'kid') }).then(
      () => true,
      () => false,
    );
  while (!(await isRunning())) await new Promise((resolve) => setTimeout(resolve, 2));
  await call('stopExecution', { executionArn: executionArn('parent', 'one') });
  expect(await service.whenDone(executionArn('child', 'kid'))).toMatchObject({ status: 'ABORTED' });
});

test('a machine that is not there fails the task as AWS records it', async () => {
  const missing = machineArn('missing');
  const { run } = startService({ parent: parentOf('', { StateMachineArn: missing }) });
  const record = await run('parent');
  expect(record.error).toBe('StepFunctions.StateMachineDoesNotExistException');
  expect(record.cause).toMatch(
    new RegExp(
      `^State Machine Does Not Exist: '${missing}' \\(Service: AWSStepFunctions; Status Code: 400; ` +
        'Error Code: StateMachineDoesNotExist; Request ID: [0-9a-f-]{36}; Proxy: null\\)$',
    ),
  );
});

test('a role without the permission fails the task', async () => {
  const { run } = startService(
    { parent: parentOf('.sync:2', {}), child: passThrough },
    {
      authorize: ([permission], { principal }) => {
        if (principal.roleName && permission!.action === 'states:StartExecution')
          throw new ServiceError('AccessDeniedException', `${principal.roleName} may not`);
      },
    },
  );
  const record = await run('parent');
  expect(record.error).toBe('StepFunctions.AWSStepFunctionsException');
  expect(record.cause).toContain('parent-role may not');
});

test('a machine that waits for executions needs a role that may hear of their end', () => {
  const authorize: Authorize = ([permission]) => {
    throw new ServiceError('AccessDeniedException', `not ${permission!.action} on ${permission!.resource}`);
  };
  const machines = { parent: parentOf('.sync', {}), child: passThrough };
  const rule = 'StepFunctionsGetEventsForStepFunctionsExecutionRule';
  expect(() => startService(machines, { authorize })).toThrow(
    `'arn:aws:iam::000000000000:role/parent-role' is not authorized to create managed-rule. ` +
      `not events:PutTargets on arn:aws:events:us-east-1:000000000000:rule/${rule}`,
  );
  expect(() => startService({ parent: parentOf('', {}), child: passThrough }, { authorize })).not.toThrow();
});

test('waiting for the child needs states:DescribeExecution on it', async () => {
  const { run } = startService(
    { parent: parentOf('.sync:2', {}), child: passThrough },
    {
      authorize: ([permission], { principal }) => {
        if (principal.roleName && permission!.action === 'states:DescribeExecution') {
          throw new ServiceError('AccessDeniedException', `not on ${permission!.resource}`);
        }
      },
    },
  );
  expect((await run('parent')).cause).toContain(`not on ${executionArn('child', 'kid')}`);
});

test('a machine can stop itself', async () => {
  const suicidal = oneState('Stop', {
    Type: 'Task',
    Resource: 'arn:aws:states:::aws-sdk:sfn:stopExecution',
    Arguments: { ExecutionArn: '{% $states.context.Execution.Id %}', Cause: 'enough' },
  });
  const { run } = startService({ suicidal });
  expect(await run('suicidal')).toMatchObject({ status: 'ABORTED', cause: 'enough' });
});
