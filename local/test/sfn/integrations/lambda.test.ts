import { ServiceError } from '../../../src/service.ts';
import {
  accountId,
  cleanUp,
  executionArn,
  fakeService,
  machineArn,
  oneTask,
  startService,
} from '../service-under-test.ts';
import type { FakeOperations } from '../service-under-test.ts';

afterEach(cleanUp);

const resource = 'arn:aws:states:::lambda:invoke';

function withFunction(
  invoke: FakeOperations[string],
  args: object = { FunctionName: 'f' },
  more: object = {},
) {
  const lambda = fakeService('lambda', { invoke });
  return startService({ machine: oneTask(resource, args, more) }, { fakes: [lambda] });
}

function answer(payload: string, more: object = {}) {
  return () => ({ StatusCode: 200, ExecutedVersion: '$LATEST', Payload: Buffer.from(payload), ...more });
}

test('the result is the envelope that AWS records', async () => {
  const record = await withFunction(answer('{"a":[1,2]}')).run('machine');
  const output = JSON.parse(record.output!) as Record<string, Record<string, unknown>>;
  expect(output).toEqual({
    ExecutedVersion: '$LATEST',
    Payload: { a: [1, 2] },
    SdkHttpMetadata: {
      AllHttpHeaders: expect.any(Object) as object,
      HttpHeaders: expect.any(Object) as object,
      HttpStatusCode: 200,
    },
    SdkResponseMetadata: { RequestId: expect.any(String) as string },
    StatusCode: 200,
  });
  const { HttpHeaders, AllHttpHeaders } = output.SdkHttpMetadata as Record<string, Record<string, unknown>>;
  expect(HttpHeaders).toMatchObject({
    'Content-Length': '11',
    'Content-Type': 'application/json',
    'X-Amz-Executed-Version': '$LATEST',
    'x-amzn-RequestId': output.SdkResponseMetadata!.RequestId,
  });
  expect(AllHttpHeaders!['Content-Length']).toEqual(['11']);
});

// What AWS sends for each, from recordings with a function that returns its event.
test.each([
  [{ a: 1 }, '{"a":1}'],
  [null, '{}'],
  [undefined, '{}'],
  ['"HelloWorld"', '"HelloWorld"'],
  ['{}', '{}'],
  ['plain', '"plain"'],
  [[1, 2], '[1,2]'],
  [false, 'false'],
])('the payload %j is sent as %s', async (payload, sent) => {
  const seen: unknown[] = [];
  const invoke = (input: { FunctionName: string; Payload: Uint8Array }) => {
    seen.push(input.FunctionName, Buffer.from(input.Payload).toString());
    return answer('null')();
  };
  const { run } = withFunction(invoke, { FunctionName: 'f', Payload: payload });
  expect(await run('machine')).toMatchObject({ status: 'SUCCEEDED' });
  expect(seen).toEqual(['f', sent]);
});

test('the function is called as the machine’s role in a session of the execution’s name', async () => {
  let principal: unknown;
  const { run } = withFunction((_, call) => {
    principal = call.principal;
    return answer('1')();
  });
  await run('machine', {}, 'tonight');
  expect(principal).toEqual({
    arn: `arn:aws:sts::${accountId}:assumed-role/machine-role/tonight`,
    roleName: 'machine-role',
    executionArn: executionArn('machine', 'tonight'),
  });
});

test('an error of the function fails the task with its type and the payload as cause', async () => {
  const payload = '{"errorType":"DataChanged","errorMessage":"rows differ","trace":["at x"]}';
  const record = await withFunction(answer(payload, { FunctionError: 'Unhandled' })).run('machine');
  expect(record).toMatchObject({ status: 'FAILED', error: 'DataChanged', cause: payload });
});

test('a timeout of the function is Sandbox.Timedout', async () => {
  const payload =
    '{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: 1 Error: Task timed out after 3.00 seconds"}';
  const record = await withFunction(answer(payload, { FunctionError: 'Unhandled' })).run('machine');
  expect(record).toMatchObject({ error: 'Sandbox.Timedout', cause: payload });
});

test.each(['{"errorMessage":"exited"}', 'null', 'not json', '{"errorType":""}'])(
  'an error without a type is Lambda.Unknown: %s',
  async (payload) => {
    const record = await withFunction(answer(payload, { FunctionError: 'Unhandled' })).run('machine');
    expect(record).toMatchObject({
      error: 'Lambda.Unknown',
      cause: `The cause could not be determined because Lambda did not return an error type. Returned payload: ${payload}`,
    });
  },
);

// The first is recorded on AWS; the name for denied access is what users report of it.
test.each([
  ['ResourceNotFoundException', 404, 'Lambda.ResourceNotFoundException'],
  ['TooManyRequestsException', 429, 'Lambda.TooManyRequestsException'],
  ['ServiceException', 500, 'Lambda.ServiceException'],
  ['AccessDeniedException', 403, 'Lambda.AWSLambdaException'],
])('the service’s %s (%d) is %s', async (code, status, error) => {
  const record = await withFunction(() => {
    throw new ServiceError(code, 'Function not found: f', status);
  }).run('machine');
  expect(record.error).toBe(error);
  expect(record.cause).toMatch(
    new RegExp(
      `^Function not found: f \\(Service: AWSLambda; Status Code: ${status}; Error Code: ${code}; Request ID: [0-9a-f-]{36}; Proxy: null\\)$`,
    ),
  );
});

test('a field that the integration does not take is refused by name', async () => {
  const record = await withFunction(answer('1'), { FunctionName: 'f', Paylod: 1 }).run('machine');
  expect(record).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  expect(record.cause).toContain('"Paylod"');
});

test('a task that times out leaves the call behind', async () => {
  let aborted: boolean | undefined;
  const never = (_: never, { signal }: { signal?: AbortSignal }) =>
    new Promise(() => signal!.addEventListener('abort', () => (aborted = true)));
  const record = await withFunction(never, { FunctionName: 'f' }, { TimeoutSeconds: 1 }).run('machine');
  expect(record).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  expect(aborted).toBe(true);
});

describe('waitForTaskToken', () => {
  function withCallback(more: object = {}) {
    const tokens: string[] = [];
    const lambda = fakeService('lambda', {
      invoke: ({ Payload }: { Payload: Uint8Array }) => {
        tokens.push((JSON.parse(Buffer.from(Payload).toString()) as { token: string }).token);
        return answer('"accepted"')();
      },
    });
    const machine = oneTask(
      `${resource}.waitForTaskToken`,
      { FunctionName: 'f', Payload: { token: '{% $states.context.Task.Token %}' } },
      more,
    );
    const test = startService({ machine }, { fakes: [lambda] });
    const start = async () => {
      const { executionArn } = await test.call<{ executionArn: string }>('startExecution', {
        stateMachineArn: machineArn('machine'),
      });
      while (tokens.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
      return { taskToken: tokens[0]!, executionArn, done: test.service.whenDone(executionArn) };
    };
    return { ...test, start };
  }

  test('SendTaskSuccess is the result, after the submission', async () => {
    const { call, start } = withCallback();
    const { taskToken, executionArn, done } = await start();
    await call('sendTaskSuccess', { taskToken, output: '{"ok":true}' });
    expect(await done).toMatchObject({ status: 'SUCCEEDED', output: '{"ok":true}' });
    const { events } = await call<{ events: { type: string }[] }>('getExecutionHistory', { executionArn });
    expect(events.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
    await expect(call('sendTaskSuccess', { taskToken, output: '1' })).rejects.toMatchObject({
      code: 'TaskTimedOut',
    });
  });

  test('SendTaskFailure fails the task', async () => {
    const { call, start } = withCallback();
    const { taskToken, done } = await start();
    await call('sendTaskFailure', { taskToken, error: 'Not.Today', cause: 'closed' });
    expect(await done).toMatchObject({ status: 'FAILED', error: 'Not.Today', cause: 'closed' });
  });

  test('heartbeats keep the task alive, their absence ends it', async () => {
    const { call, start } = withCallback({ HeartbeatSeconds: 1 });
    const { taskToken, done } = await start();
    const begun = Date.now();
    for (let i = 0; i < 3; i++) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      await call('sendTaskHeartbeat', { taskToken });
    }
    expect(await done).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    expect(Date.now() - begun).toBeGreaterThan(2_400);
  });

  test('tokens and outputs that are none are refused', async () => {
    const { call, start } = withCallback();
    const { taskToken } = await start();
    // Recorded: Sfn.InvalidTokenException with this message.
    await expect(call('sendTaskFailure', { taskToken: 'NoSuchTaskToken' })).rejects.toMatchObject({
      code: 'InvalidToken',
      message: "Invalid Token: 'Invalid token'",
    });
    await expect(call('sendTaskSuccess', { taskToken, output: '{' })).rejects.toMatchObject({
      code: 'InvalidOutput',
    });
    await expect(call('sendTaskHeartbeat')).rejects.toMatchObject({ code: 'ValidationException' });
  });
});
