/** https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html and redrive-map-run.html */
import type {
  DescribeExecutionCommandOutput,
  DescribeMapRunCommandOutput,
  GetExecutionHistoryCommandOutput,
  ListExecutionsCommandOutput,
  ListMapRunsCommandOutput,
} from '@aws-sdk/client-sfn';
import { systemClock } from '../../src/clock.ts';
import { cleanUp, executionArn, fakeService, oneTask, startService } from './service-under-test.ts';
import type { Definition, UnderTest } from './service-under-test.ts';

afterEach(cleanUp);

const work = (Payload: unknown, more: object = { End: true }) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: 'work', Payload },
  Output: '{% $states.result.Payload %}',
  ...more,
});

/** A function that fails for the payloads in `broken`, and tells which payloads it was called with. */
function worker(...broken: unknown[]) {
  const calls: unknown[] = [];
  const lambda = fakeService('lambda', {
    invoke({ Payload }: { Payload: Uint8Array }) {
      const payload = JSON.parse(Buffer.from(Payload).toString()) as unknown;
      calls.push(payload);
      const failed = broken.includes(payload);
      const answer = failed ? { errorType: 'Broken', errorMessage: 'no' } : { done: payload };
      return {
        StatusCode: 200,
        ...(failed && { FunctionError: 'Unhandled' }),
        Payload: Buffer.from(JSON.stringify(answer)),
      };
    },
  });
  return { lambda, calls, mend: () => broken.splice(0) };
}

function under(machine: Definition, ...broken: unknown[]) {
  const { lambda, ...rest } = worker(...broken);
  return { ...startService({ machine }, { fakes: [lambda] }), ...rest };
}

const arn = executionArn('machine', 'one');

async function redrive({ call, service }: UnderTest) {
  await call('redriveExecution', { executionArn: arn });
  return service.whenDone(arn);
}

async function historyOf({ call }: UnderTest, executionArn = arn) {
  const { events } = await call<GetExecutionHistoryCommandOutput>('getExecutionHistory', { executionArn });
  return events!;
}

const chain = { QueryLanguage: 'JSONata' };

test('a Task is scheduled again in the visit of its state, with its input, variables and retries anew', async () => {
  const machine = {
    ...chain,
    StartAt: 'First',
    States: {
      First: { Type: 'Pass', Assign: { kept: '{% $states.input.a %}' }, Output: { b: 1 }, Next: 'Work' },
      Work: work('{% $kept %}', {
        Assign: { context: '{% $states.context %}', input: '{% $states.input %}' },
        Retry: [{ ErrorEquals: ['Broken'], MaxAttempts: 1, IntervalSeconds: 1 }],
        Next: 'Last',
      }),
      Last: {
        Type: 'Pass',
        Output: { kept: '{% $kept %}', input: '{% $input %}', context: '{% $context %}' },
        End: true,
      },
    },
  };
  const test = under(machine, 'A');
  expect(await test.run('machine', { a: 'A' }, 'one')).toMatchObject({ status: 'FAILED', error: 'Broken' });
  test.mend();
  const ended = await redrive(test);
  expect(ended.status).toBe('SUCCEEDED');
  expect(test.calls).toEqual(['A', 'A', 'A']);

  const events = await historyOf(test);
  const entered = events.find(({ type }) => type === 'TaskStateEntered')!;
  expect(JSON.parse(ended.output!)).toEqual({
    kept: 'A',
    input: { b: 1 },
    context: {
      Execution: {
        Id: arn,
        Input: { a: 'A' },
        Name: 'one',
        RoleArn: ended.roleArn,
        StartTime: ended.startDate,
        RedriveCount: 1,
        RedriveTime: ended.redriveDate,
      },
      State: { Name: 'Work', EnteredTime: entered.timestamp!.toISOString(), RetryCount: 0 },
      StateMachine: { Id: ended.stateMachineArn, Name: 'machine' },
    },
  });
  // The new attempt follows the state's entry, as replays of recorded histories have it (github.com/radkawar/stackd).
  expect(events.slice(10).map(({ id, previousEventId, type }) => [id, previousEventId, type])).toEqual([
    [11, 10, 'ExecutionFailed'],
    [12, 11, 'ExecutionRedriven'],
    [13, entered.id, 'TaskScheduled'],
    [14, 13, 'TaskStarted'],
    [15, 14, 'TaskSucceeded'],
    [16, 15, 'TaskStateExited'],
    [17, 16, 'PassStateEntered'],
    [18, 17, 'PassStateExited'],
    [19, 18, 'ExecutionSucceeded'],
  ]);
  expect(events[11]!.executionRedrivenEventDetails).toEqual({ redriveCount: 1 });
});

test('DescribeExecution and ListExecutions tell of redrives', async () => {
  const test = under(oneTask('arn:aws:states:::lambda:invoke', { FunctionName: 'work', Payload: 1 }), 1);
  const { call } = test;
  await test.run('machine', {}, 'one');
  const describe = () => call<DescribeExecutionCommandOutput>('describeExecution', { executionArn: arn });
  expect(await describe()).toMatchObject({ status: 'FAILED', redriveStatus: 'REDRIVABLE', redriveCount: 0 });
  await redrive(test);
  expect(await describe()).toMatchObject({ status: 'FAILED', redriveStatus: 'REDRIVABLE', redriveCount: 1 });
  test.mend();
  await redrive(test);
  const described = await describe();
  expect(described).toMatchObject({
    status: 'SUCCEEDED',
    redriveCount: 2,
    redriveDate: expect.any(Date) as Date,
    redriveStatus: 'NOT_REDRIVABLE',
    redriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
  });
  expect(described.error).toBeUndefined();
  const { executions } = await call<ListExecutionsCommandOutput>('listExecutions', {
    stateMachineArn: described.stateMachineArn,
    redriveFilter: 'REDRIVEN',
  });
  expect(executions).toMatchObject([
    { name: 'one', status: 'SUCCEEDED', redriveCount: 2, redriveDate: described.redriveDate },
  ]);
});

test('what cannot be redriven is refused with the reason that DescribeExecution gives', async () => {
  const days = 24 * 3_600_000;
  let later = 0;
  const clock = { ...systemClock, now: () => new Date(Date.now() + later) };
  const { lambda, mend } = worker(1);
  const machine = oneTask('arn:aws:states:::lambda:invoke', { FunctionName: 'work', Payload: 1 });
  const test = startService({ machine }, { fakes: [lambda], clock });
  const refusal = () => test.call('redriveExecution', { executionArn: arn }).catch((error: unknown) => error);
  await expect(refusal()).resolves.toMatchObject({ code: 'ExecutionDoesNotExist' });
  await test.run('machine', {}, 'one');
  later = 14 * days + 60_000;
  await expect(refusal()).resolves.toMatchObject({
    code: 'ExecutionNotRedrivable',
    message: 'Execution redrivable period exceeded',
  });
  later = 14 * days - 60_000;
  mend();
  expect(await redrive(test)).toMatchObject({ status: 'SUCCEEDED' });
  await expect(refusal()).resolves.toMatchObject({
    code: 'ExecutionNotRedrivable',
    message: 'Execution is SUCCEEDED and cannot be redriven',
  });
});

test('a call repeated with its token redrives once', async () => {
  const test = under(oneTask('arn:aws:states:::lambda:invoke', { FunctionName: 'work', Payload: 1 }), 1);
  await test.run('machine', {}, 'one');
  const input = { executionArn: arn, clientToken: 'same' };
  const first = await test.call('redriveExecution', input);
  await test.service.whenDone(arn);
  expect(await test.call('redriveExecution', input)).toEqual(first);
  expect(await test.service.whenDone(arn)).toMatchObject({ redriveCount: 1 });
});

test('only the branches that did not succeed run again, from the state they stopped in', async () => {
  const branch = (name: string) => ({
    StartAt: `${name}1`,
    States: { [`${name}1`]: work(`${name}1`, { Next: `${name}2` }), [`${name}2`]: work(`${name}2`) },
  });
  const machine = {
    ...chain,
    StartAt: 'Fan',
    States: { Fan: { Type: 'Parallel', Branches: [branch('a'), branch('b')], End: true } },
  };
  const test = under(machine, 'b2');
  expect((await test.run('machine', {}, 'one')).status).toBe('FAILED');
  const before = test.calls.length;
  test.mend();
  const ended = await redrive(test);
  expect(JSON.parse(ended.output!)).toEqual([{ done: 'a2' }, { done: 'b2' }]);
  const again = test.calls.slice(before);
  // Branch a may have been cut short by b's failure; its first state had ended either way.
  expect(again).toContain('b2');
  expect(again).not.toContain('a1');
  expect(again).not.toContain('b1');
  const types = (await historyOf(test)).map(({ type }) => type);
  expect(
    types.filter((type) => type === 'ParallelStateEntered' || type === 'ParallelStateStarted'),
  ).toHaveLength(2);
});

test('only the iterations that did not succeed run again; those that had not begun begin', async () => {
  const machine = {
    ...chain,
    StartAt: 'Each',
    States: {
      Each: {
        Type: 'Map',
        Items: [1, 2, 3],
        MaxConcurrency: 1,
        ItemProcessor: { StartAt: 'Work', States: { Work: work('{% $states.input %}') } },
        End: true,
      },
    },
  };
  const test = under(machine, 2);
  expect((await test.run('machine', {}, 'one')).status).toBe('FAILED');
  expect(test.calls).toEqual([1, 2]);
  test.mend();
  const ended = await redrive(test);
  expect(JSON.parse(ended.output!)).toEqual([{ done: 1 }, { done: 2 }, { done: 3 }]);
  expect(test.calls).toEqual([1, 2, 2, 3]);
  const started = (await historyOf(test)).filter(({ type }) => type === 'MapIterationStarted');
  expect(started.map((event) => event.mapIterationStartedEventDetails!.index)).toEqual([0, 1, 2]);
});

test('a Fail state is entered again and fails again', async () => {
  const machine = { ...chain, StartAt: 'No', States: { No: { Type: 'Fail', Error: 'No' } } };
  const test = under(machine);
  await test.run('machine', {}, 'one');
  expect(await redrive(test)).toMatchObject({ status: 'FAILED', error: 'No', redriveCount: 1 });
  expect((await historyOf(test)).map(({ type }) => type)).toEqual([
    'ExecutionStarted',
    'FailStateEntered',
    'ExecutionFailed',
    'ExecutionRedriven',
    'FailStateEntered',
    'ExecutionFailed',
  ]);
});

test("a redrive runs the definition of the original attempt, whatever became of the machine's", async () => {
  const { lambda, mend } = worker('old');
  const task = (payload: string) =>
    oneTask(
      'arn:aws:states:::lambda:invoke',
      { FunctionName: 'work', Payload: payload },
      { Output: payload },
    );
  const first = startService({ machine: task('old') }, { fakes: [lambda] });
  await first.run('machine', {}, 'one');
  await first.service.stop();
  mend();
  const second = startService({ machine: task('new') }, { fakes: [lambda], home: first.home });
  expect(await redrive(second)).toMatchObject({ status: 'SUCCEEDED', output: '"old"' });
});

const distributed = {
  ...chain,
  StartAt: 'Each',
  States: {
    Each: {
      Type: 'Map',
      Label: 'Each',
      Items: [1, 2, 3],
      MaxConcurrency: 1,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'Before',
        States: { Before: { Type: 'Pass', Next: 'Work' }, Work: work('{% $states.input %}') },
      },
      End: true,
    },
  },
};

test('a map run is taken up again: its unsuccessful children are redriven, the successful ones stand', async () => {
  const test = under(distributed, 2);
  expect(await test.run('machine', {}, 'one')).toMatchObject({
    error: 'States.ExceedToleratedFailureThreshold',
  });
  const { mapRuns } = await test.call<ListMapRunsCommandOutput>('listMapRuns', { executionArn: arn });
  const { mapRunArn } = mapRuns![0]!;
  const children = async () => {
    const { executions } = await test.call<ListExecutionsCommandOutput>('listExecutions', { mapRunArn });
    return executions!;
  };
  const failed = (await children()).find(({ status }) => status === 'FAILED')!;
  await expect(test.call('redriveExecution', { executionArn: failed.executionArn })).rejects.toMatchObject({
    code: 'ValidationException',
  });

  test.mend();
  const ended = await redrive(test);
  expect(JSON.parse(ended.output!)).toEqual([{ done: 1 }, { done: 2 }, { done: 3 }]);
  expect(test.calls).toEqual([1, 2, 2, 3]);

  const events = await historyOf(test);
  const started = events.find(({ type }) => type === 'MapStateStarted')!;
  const redriven = events.find(({ type }) => type === 'MapRunRedriven')!;
  expect(redriven).toMatchObject({
    previousEventId: started.id,
    mapRunRedrivenEventDetails: { mapRunArn, redriveCount: 1 },
  });
  const all = await children();
  expect(all.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED']);
  expect(all.find(({ name }) => name === failed.name)).toMatchObject({ redriveCount: 1 });
  expect((await historyOf(test, failed.executionArn)).map(({ type }) => type)).toContain('ExecutionRedriven');
  expect(await test.call<DescribeMapRunCommandOutput>('describeMapRun', { mapRunArn })).toMatchObject({
    status: 'SUCCEEDED',
    redriveCount: 1,
    redriveDate: expect.any(Date) as Date,
    itemCounts: { total: 3, succeeded: 3, failed: 0, pendingRedrive: 0 },
    executionCounts: { total: 3, succeeded: 3, failed: 0 },
  });
});

test('a map run that failed on the size of its output starts anew with all its children', async () => {
  const large = {
    ...distributed,
    States: {
      Each: {
        ...distributed.States.Each,
        Output: "{% $states.context.Execution.RedriveCount = 0 ? $pad('', 300000, 'x') : 'fits' %}",
      },
    },
  };
  const test = under(large);
  expect(await test.run('machine', {}, 'one')).toMatchObject({ error: 'States.DataLimitExceeded' });
  expect(await redrive(test)).toMatchObject({ output: '"fits"' });
  expect(test.calls).toEqual([1, 2, 3, 1, 2, 3]);
});
