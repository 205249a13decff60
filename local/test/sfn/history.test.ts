import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GetExecutionHistoryCommandOutput, HistoryEvent } from '@aws-sdk/client-sfn';
import fc from 'fast-check';
import { cleanUp, executionArn, oneState, passThrough, startService } from './service-under-test.ts';

afterEach(cleanUp);

type History = GetExecutionHistoryCommandOutput;

const arn = executionArn('pass', 'one');
const assign = oneState('"quoted"\n', {
  Type: 'Pass',
  Assign: { x: '{% $states.input %}', y: '__proto__' },
});

async function passOnce() {
  const test = startService({ pass: passThrough });
  await test.run('pass', { a: 'ä' }, 'one');
  return test;
}

test('the history of a Pass state is the one AWS records', async () => {
  const { call } = await passOnce();
  const { events = [] } = await call<History>('getExecutionHistory', { executionArn: arn });
  // As in recordings of AWS: the first state's event has no predecessor.
  expect(events.map(({ id, previousEventId, type }) => [id, previousEventId, type])).toEqual([
    [1, 0, 'ExecutionStarted'],
    [2, 0, 'PassStateEntered'],
    [3, 2, 'PassStateExited'],
    [4, 3, 'ExecutionSucceeded'],
  ]);
  expect(events[0]?.executionStartedEventDetails).toEqual({
    input: '{"a":"ä"}',
    inputDetails: { truncated: false },
    roleArn: 'arn:aws:iam::000000000000:role/pass-role',
  });
  expect(events[3]?.executionSucceededEventDetails).toEqual({
    output: '{"a":"ä"}',
    outputDetails: { truncated: false },
  });
  expect(events.every(({ timestamp }) => timestamp instanceof Date)).toBe(true);
});

test('each event is a line on disk, its data JSON and no text of it', async () => {
  const { home } = await passOnce();
  const text = readFileSync(join(home, 'states', 'pass', 'one', 'history.jsonl'), 'utf8');
  const lines = text.trimEnd().split('\n');
  const roleArn = 'arn:aws:iam::000000000000:role/pass-role';
  const timestamp = expect.any(Number) as number;
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    // The input is as it was given, to the letter.
    [1, 0, timestamp, 'ExecutionStarted', { input: '{"a":"ä"}', roleArn }],
    [2, 0, timestamp, 'PassStateEntered', { name: 'Pass', input: { a: 'ä' } }],
    // The mark that a redrive needs follows the details and is not shown.
    [3, 2, timestamp, 'PassStateExited', { name: 'Pass', output: { a: 'ä' } }, null, null],
    [4, 3, timestamp, 'ExecutionSucceeded', { output: { a: 'ä' } }],
  ]);
});

test('any data come back as the text that AWS gives', async () => {
  const { call, run } = startService({ assign });
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      const { executionArn, output } = (await run('assign', value)) as {
        executionArn: string;
        output: string;
      };
      const { events = [] } = await call<History>('getExecutionHistory', { executionArn });
      const [started, entered, exited, succeeded] = events;
      const text = JSON.stringify(value);
      expect(output).toBe(text);
      expect(started!.executionStartedEventDetails!.input).toBe(text);
      expect(entered!.stateEnteredEventDetails).toEqual({
        name: '"quoted"\n',
        input: text,
        inputDetails: { truncated: false },
      });
      expect(exited!.stateExitedEventDetails).toEqual({
        name: '"quoted"\n',
        output: text,
        outputDetails: { truncated: false },
        assignedVariables: { x: text, y: '"__proto__"' },
        assignedVariablesDetails: { truncated: false },
      });
      expect(succeeded!.executionSucceededEventDetails!.output).toBe(text);
    }),
    { numRuns: 100, seed: 1 },
  );
});

test.each([false, true])('pages join to the whole, reverseOrder %j', async (reverseOrder) => {
  const { call } = await passOnce();
  const ids: (number | undefined)[] = [];
  let pages = 0;
  let nextToken: string | undefined;
  do {
    const page: History = await call('getExecutionHistory', {
      executionArn: arn,
      maxResults: 3,
      reverseOrder,
      nextToken,
    });
    ids.push(...page.events!.map(({ id }) => id));
    nextToken = page.nextToken;
    pages += 1;
  } while (nextToken !== undefined);
  expect(ids).toEqual(reverseOrder ? [4, 3, 2, 1] : [1, 2, 3, 4]);
  expect(pages).toBe(2);
});

test('a page that ends with the last event has no next one', async () => {
  const { call } = await passOnce();
  const page = await call<History>('getExecutionHistory', { executionArn: arn, maxResults: 4 });
  expect(page.events).toHaveLength(4);
  expect(page.nextToken).toBeUndefined();
});

test('without execution data the details have neither input nor output', async () => {
  const { call } = await passOnce();
  const { events } = await call<History>('getExecutionHistory', {
    executionArn: arn,
    includeExecutionData: false,
  });
  expect(JSON.stringify(events)).not.toContain('ä');
  expect(events?.[1]?.stateEnteredEventDetails?.name).toBe('Pass');
});

test('a failure has its error and cause in the history and in the description', async () => {
  const fail = oneState('Fail', { Type: 'Fail', Error: 'Out.OfMilk', Cause: 'none left' });
  delete (fail.States as Record<string, Record<string, unknown>>).Fail!.End;
  const { call, run } = startService({ fail });
  expect(await run('fail', {}, 'one')).toMatchObject({
    status: 'FAILED',
    error: 'Out.OfMilk',
    cause: 'none left',
  });
  const { events } = await call<History>('getExecutionHistory', {
    executionArn: executionArn('fail', 'one'),
    reverseOrder: true,
    maxResults: 1,
  });
  expect(events).toEqual([
    {
      id: 3,
      previousEventId: 2,
      timestamp: expect.any(Date) as Date,
      type: 'ExecutionFailed',
      executionFailedEventDetails: { error: 'Out.OfMilk', cause: 'none left' },
    } satisfies HistoryEvent,
  ]);
});

test('a machine that runs longer than its TimeoutSeconds ends as TIMED_OUT', async () => {
  const slow = { ...oneState('Wait', { Type: 'Wait', Seconds: 60 }), TimeoutSeconds: 1 };
  const { call, run } = startService({ slow });
  expect(await run('slow', {}, 'one')).toMatchObject({ status: 'TIMED_OUT' });
  const { events } = await call<History>('getExecutionHistory', {
    executionArn: executionArn('slow', 'one'),
  });
  expect(events?.at(-1)?.type).toBe('ExecutionTimedOut');
});

test('tokens that are not of this history are refused', async () => {
  const { call } = await passOnce();
  const ofNumber = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  for (const nextToken of ['?', ofNumber('name'), ofNumber(7), ofNumber(-1), ofNumber(1e9), ofNumber(0.5)]) {
    await expect(call('getExecutionHistory', { executionArn: arn, nextToken })).rejects.toMatchObject({
      code: 'InvalidToken',
    });
  }
});

test('executions that are not there are refused', async () => {
  const { call } = await passOnce();
  const missing = executionArn('pass', 'two');
  for (const operation of ['getExecutionHistory', 'describeExecution', 'stopExecution', 'listMapRuns']) {
    await expect(call(operation, { executionArn: missing })).rejects.toMatchObject({
      code: 'ExecutionDoesNotExist',
      message: `Execution Does Not Exist: '${missing}'`,
    });
  }
  const elsewhere = executionArn('pass', 'one').replace('us-east-1', 'eu-west-1');
  await expect(call('describeExecution', { executionArn: elsewhere })).rejects.toMatchObject({
    code: 'ExecutionDoesNotExist',
  });
});

test('maxResults above 1000 is refused', async () => {
  const { call } = await passOnce();
  await expect(call('getExecutionHistory', { executionArn: arn, maxResults: 1001 })).rejects.toMatchObject({
    code: 'ValidationException',
    message:
      "1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint: " +
      'Member must have value less than or equal to 1000',
  });
});
