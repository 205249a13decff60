import { readReason, reasonLine } from '../../../cli/format/cause.ts';

test('a plain text stays as it is', () => {
  expect(readReason('InvalidInput', 'eps must be in (0, 1], but was 2.')).toEqual({
    error: 'InvalidInput',
    text: 'eps must be in (0, 1], but was 2.',
  });
});

test('the error that a Lambda function threw', () => {
  const cause = JSON.stringify({
    errorType: 'TooManyPairs',
    errorMessage: 'more than 10 pairs',
    trace: ['TooManyPairs: …'],
  });
  expect(readReason('TooManyPairs', cause)).toEqual({ error: 'TooManyPairs', text: 'more than 10 pairs' });
});

test('the error of a local function, with its log', () => {
  const cause = JSON.stringify({
    errorType: 'Sandbox.Timedout',
    errorMessage: 'Task timed out after 3.00 seconds',
    log: '/home/logs/lambda/cluster.log',
  });
  expect(reasonLine(readReason('Sandbox.Timedout', cause))).toBe(
    'Sandbox.Timedout: Task timed out after 3.00 seconds (log: /home/logs/lambda/cluster.log)',
  );
});

test('a query that failed', () => {
  const cause = JSON.stringify({
    QueryExecution: {
      QueryExecutionId: 'q-1',
      Query: 'SELECT x',
      Status: { State: 'FAILED', StateChangeReason: 'COLUMN_NOT_FOUND: line 1:8' },
    },
  });
  expect(readReason('States.TaskFailed', cause)).toEqual({
    error: 'States.TaskFailed',
    text: 'query q-1: COLUMN_NOT_FOUND: line 1:8',
  });
});

test('a nested execution that failed because of a function', () => {
  const inner = JSON.stringify({
    errorType: 'DataChanged',
    errorMessage: 'the patients changed during the run',
    trace: [],
  });
  const cause = JSON.stringify({
    ExecutionArn: 'arn:aws:states:us-east-1:000000000000:execution:nocturne-dev-svr-leaderboard:n1',
    Status: 'FAILED',
    Error: 'DataChanged',
    Cause: inner,
    Input: '{}',
  });
  expect(readReason('States.TaskFailed', cause)).toEqual({
    error: 'DataChanged',
    text: 'the patients changed during the run',
  });
});

test('a nested execution that was stopped without a reason', () => {
  const cause = JSON.stringify({ ExecutionArn: 'arn:…:n1', Status: 'ABORTED' });
  expect(readReason('States.TaskFailed', cause)).toEqual({
    error: 'States.TaskFailed',
    text: 'arn:…:n1 ended ABORTED',
  });
});

test.each([
  ['no cause', undefined, ''],
  ['a text that only begins like JSON', '{% $x %} returned nothing', '{% $x %} returned nothing'],
  ['JSON of some other shape', '{"a":1}', '{"a":1}'],
])('%s', (_, cause, text) => {
  expect(readReason('States.Runtime', cause)).toEqual({ error: 'States.Runtime', text });
});
