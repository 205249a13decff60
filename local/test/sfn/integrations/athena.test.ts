import { ServiceError } from '../../../src/service.ts';
import {
  cleanUp,
  executionArn,
  fakeService,
  machineArn,
  oneTask,
  startService,
} from '../service-under-test.ts';
import type { FakeOperations } from '../service-under-test.ts';

afterEach(cleanUp);

const submitted = new Date('2023-01-18T14:23:16.798Z');
const completed = new Date('2023-01-18T14:23:18.123Z');

/** The states that a query goes through, one at each look. */
function athenaWith(states: string[], more: FakeOperations = {}) {
  const calls: string[] = [];
  const note =
    (name: string, answer: (input: never) => unknown) =>
    (input: never): unknown => {
      calls.push(name);
      return answer(input);
    };
  const service = fakeService('athena', {
    startQueryExecution: note('start', () => ({ QueryExecutionId: 'q-1' })),
    getQueryExecution: note('get', ({ QueryExecutionId }: { QueryExecutionId: string }) => {
      const State = states.length > 1 ? states.shift() : states[0];
      return {
        QueryExecution: {
          QueryExecutionId,
          Query: 'SELECT 1',
          WorkGroup: 'w',
          Statistics: { DataScannedInBytes: 5, EngineExecutionTimeInMillis: undefined },
          Status: {
            State,
            SubmissionDateTime: submitted,
            CompletionDateTime: State === 'RUNNING' ? undefined : completed,
            StateChangeReason: State === 'FAILED' ? 'SYNTAX_ERROR' : undefined,
          },
        },
      };
    }),
    stopQueryExecution: note('stop', () => ({})),
    ...more,
  });
  return { service, calls };
}

const sync = 'arn:aws:states:::athena:startQueryExecution.sync';
const args = { QueryString: 'SELECT 1', WorkGroup: 'w' };

test('.sync gives the query as AWS does: times in epoch milliseconds, members in alphabetical order', async () => {
  const { service, calls } = athenaWith(['QUEUED', 'RUNNING', 'SUCCEEDED']);
  const { run, call } = startService({ machine: oneTask(sync, args) }, { fakes: [service] });
  const record = await run('machine', {}, 'one');
  expect(record.output).toBe(
    JSON.stringify({
      QueryExecution: {
        Query: 'SELECT 1',
        QueryExecutionId: 'q-1',
        Statistics: { DataScannedInBytes: 5 },
        Status: { CompletionDateTime: 1674051798123, State: 'SUCCEEDED', SubmissionDateTime: 1674051796798 },
        WorkGroup: 'w',
      },
    }),
  );
  expect(calls).toEqual(['start', 'get', 'get', 'get']);
  const { events } = await call<{
    events: { type: string; taskSubmittedEventDetails?: { output: string } }[];
  }>('getExecutionHistory', { executionArn: executionArn('machine', 'one') });
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
  expect(JSON.parse(events[4]!.taskSubmittedEventDetails!.output)).toMatchObject({
    QueryExecutionId: 'q-1',
    SdkHttpMetadata: { HttpStatusCode: 200 },
  });
});

test('a service that tells when a query has ended is not asked before', async () => {
  const { service, calls } = athenaWith(['SUCCEEDED']);
  let end: (() => void) | undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const telling = Object.assign(service, {
    whenDone: async (id: string) => {
      calls.push(`wait ${id}`);
      await ended;
    },
  });
  const { run } = startService({ machine: oneTask(sync, args) }, { fakes: [telling] });
  const done = run('machine');
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(calls).toEqual(['start', 'wait q-1']);
  end!();
  await done;
  expect(calls).toEqual(['start', 'wait q-1', 'get']);
});

test.each(['FAILED', 'CANCELLED'])(
  'a query that is %s fails the task with the query as cause',
  async (state) => {
    const { service } = athenaWith(['RUNNING', state]);
    const { run } = startService({ machine: oneTask(sync, args) }, { fakes: [service] });
    const record = await run('machine');
    expect(record).toMatchObject({ status: 'FAILED', error: 'States.TaskFailed' });
    expect(JSON.parse(record.cause!)).toMatchObject({
      QueryExecution: {
        QueryExecutionId: 'q-1',
        Status: { State: state, CompletionDateTime: 1674051798123 },
      },
    });
  },
);

test('a task that times out stops its query', async () => {
  const { service, calls } = athenaWith(['RUNNING']);
  const { run } = startService({ machine: oneTask(sync, args, { TimeoutSeconds: 1 }) }, { fakes: [service] });
  expect(await run('machine')).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  expect(calls.filter((name) => name === 'stop')).toHaveLength(1);
});

test('stopping the execution stops its query, before the execution has ended', async () => {
  const { service, calls } = athenaWith(['RUNNING']);
  const { call } = startService({ machine: oneTask(sync, args) }, { fakes: [service] });
  await call('startExecution', { stateMachineArn: machineArn('machine'), name: 'one' });
  while (!calls.includes('get')) await new Promise((resolve) => setTimeout(resolve, 2));
  await call('stopExecution', { executionArn: executionArn('machine', 'one') });
  expect(calls.at(-1)).toBe('stop');
});

test('a query that starts while the execution is stopped is stopped as well', async () => {
  let start: (() => void) | undefined;
  const { service, calls } = athenaWith(['RUNNING'], {
    startQueryExecution: () => new Promise((resolve) => (start = () => resolve({ QueryExecutionId: 'q-1' }))),
  });
  const { call } = startService({ machine: oneTask(sync, args) }, { fakes: [service] });
  await call('startExecution', { stateMachineArn: machineArn('machine'), name: 'one' });
  while (!start) await new Promise((resolve) => setTimeout(resolve, 2));
  const stopped = call('stopExecution', { executionArn: executionArn('machine', 'one') });
  start();
  await stopped;
  expect(calls).toEqual(['stop']);
});

test('a role that may not stop its query still ends', async () => {
  const { service, calls } = athenaWith(['RUNNING'], {
    stopQueryExecution: () => {
      throw new ServiceError('AccessDeniedException', 'no');
    },
  });
  const { call } = startService({ machine: oneTask(sync, args) }, { fakes: [service] });
  await call('startExecution', { stateMachineArn: machineArn('machine'), name: 'one' });
  while (!calls.includes('get')) await new Promise((resolve) => setTimeout(resolve, 2));
  await call('stopExecution', { executionArn: executionArn('machine', 'one') });
  expect(await call('describeExecution', { executionArn: executionArn('machine', 'one') })).toMatchObject({
    status: 'ABORTED',
  });
});

// Athena's models name the first three; access denied and throttling have no exception of their own.
test.each([
  ['InvalidRequestException', 'Athena.InvalidRequestException'],
  ['TooManyRequestsException', 'Athena.TooManyRequestsException'],
  ['InternalServerException', 'Athena.InternalServerException'],
  ['AccessDeniedException', 'Athena.AmazonAthenaException'],
  ['ThrottlingException', 'Athena.AmazonAthenaException'],
])('the service’s %s is %s', async (code, error) => {
  const { service } = athenaWith([], {
    startQueryExecution: () => {
      throw new ServiceError(code, 'Rate exceeded', 400);
    },
  });
  const { run } = startService({ machine: oneTask(sync, args) }, { fakes: [service] });
  const record = await run('machine');
  expect(record.error).toBe(error);
  expect(record.cause).toMatch(
    new RegExp(
      `^Rate exceeded \\(Service: AmazonAthena; Status Code: 400; Error Code: ${code}; Request ID: [0-9a-f-]{36}; Proxy: null\\)$`,
    ),
  );
});

test('without .sync the id comes back at once', async () => {
  const { service, calls } = athenaWith(['RUNNING']);
  const machine = oneTask('arn:aws:states:::athena:startQueryExecution', args);
  const { run } = startService({ machine }, { fakes: [service] });
  const record = await run('machine');
  expect(JSON.parse(record.output!)).toMatchObject({
    QueryExecutionId: 'q-1',
    SdkResponseMetadata: { RequestId: expect.any(String) as string },
  });
  expect(calls).toEqual(['start']);
});

test.each([
  ['getQueryExecution', { QueryExecutionId: 'q-1' }],
  ['getQueryResults', { QueryExecutionId: 'q-1', MaxResults: 5 }],
  ['stopQueryExecution', { QueryExecutionId: 'q-1' }],
])('%s passes its arguments on', async (operation, input) => {
  const seen: unknown[] = [];
  const { service } = athenaWith([], {
    [operation]: (given: unknown) => {
      seen.push(given);
      return { Answer: submitted };
    },
  });
  const machine = oneTask(`arn:aws:states:::athena:${operation}`, { ...input, NextToken: null });
  const { run } = startService({ machine }, { fakes: [service] });
  expect(JSON.parse((await run('machine')).output!)).toMatchObject({ Answer: 1674051796798 });
  expect(seen).toEqual([input]);
});
