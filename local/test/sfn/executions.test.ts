import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type {
  DescribeExecutionCommandOutput,
  DescribeStateMachineCommandOutput,
  ListExecutionsCommandOutput,
  ListStateMachinesCommandOutput,
} from '@aws-sdk/client-sfn';
import {
  cleanUp,
  executionArn,
  machineArn,
  oneState,
  passThrough,
  startService,
  waitLong,
} from './service-under-test.ts';

afterEach(cleanUp);

const fail = {
  QueryLanguage: 'JSONata',
  StartAt: 'Fail',
  States: { Fail: { Type: 'Fail', Error: 'No', Cause: 'because' } },
};

test('DescribeExecution tells what AWS tells', async () => {
  const { call, run } = startService({ pass: passThrough });
  const record = await run('pass', { a: 1 }, 'one');
  expect(await call('describeExecution', { executionArn: executionArn('pass', 'one') })).toEqual({
    executionArn: executionArn('pass', 'one'),
    stateMachineArn: machineArn('pass'),
    name: 'one',
    status: 'SUCCEEDED',
    startDate: new Date(record.startDate),
    stopDate: new Date(record.stopDate!),
    input: '{"a":1}',
    inputDetails: { included: true },
    output: '{"a":1}',
    outputDetails: { included: true },
    redriveCount: 0,
    redriveStatus: 'NOT_REDRIVABLE',
    // Recorded.
    redriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
  });
});

test('a failed execution is redrivable and has no output', async () => {
  const { call, run } = startService({ fail });
  await run('fail', {}, 'one');
  const description = await call<DescribeExecutionCommandOutput>('describeExecution', {
    executionArn: executionArn('fail', 'one'),
  });
  expect(description).toMatchObject({
    status: 'FAILED',
    error: 'No',
    cause: 'because',
    redriveStatus: 'REDRIVABLE',
  });
  expect(description.output).toBeUndefined();
  expect(description.outputDetails).toBeUndefined();
});

test('METADATA_ONLY leaves the data out', async () => {
  const { call, run } = startService({ pass: passThrough });
  await run('pass', { a: 1 }, 'one');
  const description = await call<DescribeExecutionCommandOutput>('describeExecution', {
    executionArn: executionArn('pass', 'one'),
    includedData: 'METADATA_ONLY',
  });
  expect(description.input).toBeUndefined();
  expect(description.output).toBeUndefined();
  expect(description.inputDetails).toEqual({ included: false });
});

test('executions are listed with the newest first, filtered by status and page by page', async () => {
  const machine = {
    QueryLanguage: 'JSONata',
    StartAt: 'Choose',
    States: {
      Choose: {
        Type: 'Choice',
        Choices: [{ Condition: '{% $states.input.fail %}', Next: 'Fail' }],
        Default: 'Done',
      },
      Fail: { Type: 'Fail', Error: 'No' },
      Done: { Type: 'Succeed' },
    },
  };
  const { call, run } = startService({ machine });
  for (const name of ['a', 'b', 'c', 'd', 'e'])
    await run('machine', { fail: name === 'b' || name === 'd' }, name);
  const list = async (input: object) => {
    const stateMachineArn = machineArn('machine');
    const page = await call<ListExecutionsCommandOutput>('listExecutions', { stateMachineArn, ...input });
    return { names: page.executions!.map(({ name }) => name), page };
  };
  expect((await list({})).names).toEqual(['e', 'd', 'c', 'b', 'a']);
  expect((await list({ statusFilter: 'FAILED' })).names).toEqual(['d', 'b']);
  expect((await list({ statusFilter: 'RUNNING' })).names).toEqual([]);
  expect((await list({ redriveFilter: 'REDRIVEN' })).names).toEqual([]);

  const first = await list({ maxResults: 2 });
  expect(first.names).toEqual(['e', 'd']);
  // What starts meanwhile does not shift the pages.
  await run('machine', { fail: false }, 'f');
  const second = await list({ maxResults: 2, nextToken: first.page.nextToken });
  expect(second.names).toEqual(['c', 'b']);
  const third = await list({ maxResults: 2, nextToken: second.page.nextToken });
  expect(third.names).toEqual(['a']);
  expect(third.page.nextToken).toBeUndefined();
});

test('listing reads no execution', async () => {
  const { call, run, home } = startService({ pass: passThrough });
  await run('pass', {}, 'one');
  rmSync(join(home, 'states', 'pass'), { recursive: true });
  const { executions } = await call<ListExecutionsCommandOutput>('listExecutions', {
    stateMachineArn: machineArn('pass'),
  });
  expect(executions).toEqual([
    {
      executionArn: executionArn('pass', 'one'),
      stateMachineArn: machineArn('pass'),
      name: 'one',
      status: 'SUCCEEDED',
      startDate: expect.any(Date) as Date,
      stopDate: expect.any(Date) as Date,
      redriveCount: 0,
    },
  ]);
});

test('a list names one machine or one map run', async () => {
  const { call } = startService({ pass: passThrough });
  await expect(call('listExecutions')).rejects.toMatchObject({ code: 'ValidationException' });
  await expect(call('listExecutions', { stateMachineArn: machineArn('no') })).rejects.toMatchObject({
    code: 'StateMachineDoesNotExist',
  });
  const mapRunArn = machineArn('pass/Label:1').replace('stateMachine', 'mapRun');
  await expect(call('listExecutions', { mapRunArn })).rejects.toMatchObject({ code: 'ResourceNotFound' });
});

test('the machines of the stack are listed and described', async () => {
  const { call } = startService({ pass: passThrough, fail });
  const { stateMachines } = await call<ListStateMachinesCommandOutput>('listStateMachines');
  expect(stateMachines?.map(({ name, stateMachineArn, type }) => [name, stateMachineArn, type])).toEqual([
    ['pass', machineArn('pass'), 'STANDARD'],
    ['fail', machineArn('fail'), 'STANDARD'],
  ]);
  const description = await call<DescribeStateMachineCommandOutput>('describeStateMachine', {
    stateMachineArn: machineArn('fail'),
  });
  expect(description).toMatchObject({
    status: 'ACTIVE',
    roleArn: 'arn:aws:iam::000000000000:role/fail-role',
  });
  expect(JSON.parse(description.definition!)).toEqual(fail);
});

test('StopExecution ends an execution as ABORTED with error and cause', async () => {
  const { call, service } = startService({ wait: waitLong });
  const arn = executionArn('wait', 'one');
  await call('startExecution', { stateMachineArn: machineArn('wait'), name: 'one' });
  const done = service.whenDone(arn);
  const { stopDate } = await call<{ stopDate: Date }>('stopExecution', {
    executionArn: arn,
    error: 'Enough',
    cause: 'no time',
  });
  expect(await done).toMatchObject({
    status: 'ABORTED',
    error: 'Enough',
    cause: 'no time',
    stopDate: stopDate.toISOString(),
  });
  const { events } = await call<{ events: { type: string }[] }>('getExecutionHistory', { executionArn: arn });
  // As recorded on AWS: the state that waited has no event of its own, and the abort no predecessor.
  expect(events).toMatchObject([
    { id: 1, type: 'ExecutionStarted' },
    { id: 2, previousEventId: 0, type: 'WaitStateEntered' },
    {
      id: 3,
      previousEventId: 0,
      type: 'ExecutionAborted',
      executionAbortedEventDetails: { error: 'Enough', cause: 'no time' },
    },
  ]);
  expect(await call('stopExecution', { executionArn: arn })).toEqual({ stopDate });
});

test('stopping what has ended changes nothing', async () => {
  const { call, run } = startService({ pass: passThrough });
  const record = await run('pass', {}, 'one');
  const arn = executionArn('pass', 'one');
  expect(await call('stopExecution', { executionArn: arn })).toEqual({
    stopDate: new Date(record.stopDate!),
  });
  expect(await call('describeExecution', { executionArn: arn })).toMatchObject({ status: 'SUCCEEDED' });
});

test('the machine sees its execution in the context object', async () => {
  const show = oneState('Show', { Type: 'Pass', Output: '{% $states.context %}' });
  const { run } = startService({ show });
  const record = await run('show', { a: 1 }, 'one');
  expect(JSON.parse(record.output!)).toMatchObject({
    Execution: {
      Id: executionArn('show', 'one'),
      Input: { a: 1 },
      Name: 'one',
      RoleArn: 'arn:aws:iam::000000000000:role/show-role',
      StartTime: record.startDate,
      RedriveCount: 0,
    },
    StateMachine: { Id: machineArn('show'), Name: 'show' },
    State: { Name: 'Show' },
  });
});
