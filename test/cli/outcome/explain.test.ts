import type { DescribeExecutionCommandOutput } from '@aws-sdk/client-sfn';
import { applyEvents } from '../../../cli/follow/apply-events.ts';
import type { Ended } from '../../../cli/follow/follow-execution.ts';
import type { ExecutionProgress } from '../../../cli/follow/progress.ts';
import { newProgress } from '../../../cli/follow/progress.ts';
import { explainOutcome } from '../../../cli/outcome/explain.ts';
import { describeItems } from '../../../cli/outcome/failed-batches.ts';
import { exitStatus, summarize } from '../../../cli/outcome/summarize.ts';
import { fakeSession } from '../support/fake-session.ts';
import { childArn, leaderboard, refused } from '../support/history.ts';

const times = { startDate: new Date(0), stopDate: new Date(12_300) };

function description(members: Partial<DescribeExecutionCommandOutput>): DescribeExecutionCommandOutput {
  return {
    $metadata: {},
    executionArn: childArn,
    name: 'n1',
    ...times,
    ...members,
  } as DescribeExecutionCommandOutput;
}

test('the outcome names state, error and reason, and the trials of each failed batch', async () => {
  const progress = newProgress(childArn, 'svr-leaderboard');
  applyEvents(progress, leaderboard);
  const cause = JSON.stringify({
    QueryExecution: { QueryExecutionId: 'q-2', Status: { StateChangeReason: 'no memory' } },
  });
  const ended: Ended = {
    progress,
    description: description({ status: 'FAILED', error: 'States.TaskFailed', cause }),
  };
  const batch = { BatchInput: { folds: 5 }, Items: [20, 21, 22].map((trial_id) => ({ trial_id, gamma: 1 })) };
  const sfn = {
    listExecutions: async () => ({ executions: [{ executionArn: 'arn:child' }] }),
    describeExecution: async () => ({
      input: JSON.stringify(batch),
      error: 'Sandbox.Timedout',
      cause: JSON.stringify({
        errorType: 'Sandbox.Timedout',
        errorMessage: 'Task timed out after 840.00 seconds',
      }),
    }),
  };
  expect(await explainOutcome(fakeSession({ sfn }), [ended])).toEqual([
    'svr-leaderboard FAILED after 12.3 s (run n1) in state "ScoreTrials": States.TaskFailed: query q-2: no memory',
    '  svr-leaderboard: trials 20 to 22 failed: Sandbox.Timedout: Task timed out after 840.00 seconds',
  ]);
});

test('a success is one line, and of those it started only failures are told', async () => {
  const one = (machine: string, status: 'SUCCEEDED' | 'FAILED'): Ended => ({
    progress: newProgress(childArn, machine),
    description: description({
      status,
      error: status === 'FAILED' ? 'EmptyTable' : undefined,
      cause: 'no customers',
    }),
  });
  const ended = [
    one('nightly', 'SUCCEEDED'),
    one('svr-leaderboard', 'SUCCEEDED'),
    one('customer-clusters', 'FAILED'),
  ];
  expect(await explainOutcome(fakeSession({ sfn: {} }), ended)).toEqual([
    'nightly SUCCEEDED in 12.3 s (run n1)',
    'customer-clusters FAILED after 12.3 s (run n1): EmptyTable: no customers',
  ]);
});

test.each([
  [{ Items: [{ trial_id: 3 }, { trial_id: 4 }] }, 'trials 3, 4'],
  [{ Items: [{ trial_id: 3 }, { trial_id: 5 }, { trial_id: 6 }] }, 'trials 3, 5, 6'],
  [{ Items: [{ trial_id: 0 }, { trial_id: 1 }, { trial_id: 2 }] }, 'trials 0 to 2'],
  [{ trial_id: 8, gamma: 1 }, 'trials 8'],
  [{ Items: [{ Key: 'a' }, { Key: 'b' }] }, 'a batch of 2 trials'],
  [{ Items: [1, null] }, 'a batch of 2 trials'],
])('the items of %j are named %s', (input, text) => {
  expect(describeItems(JSON.stringify(input), 'trials')).toBe(text);
});

test.each([
  [{ status: 'SUCCEEDED' as const }, 0],
  [{ status: 'FAILED' as const, error: 'InvalidInput' }, 1],
  [{ status: 'FAILED' as const, error: 'EmptyTable' }, 2],
  [{ status: 'ABORTED' as const }, 2],
  [{ status: 'TIMED_OUT' as const }, 2],
])('%j exits with %d', (members, status) => {
  expect(exitStatus(description(members))).toBe(status);
});

test('the summary for programs has the output as JSON and null for what is not there', () => {
  expect(summarize(description({ status: 'SUCCEEDED', output: '{"run":"n1"}' }))).toEqual({
    executionArn: childArn,
    status: 'SUCCEEDED',
    output: { run: 'n1' },
    error: null,
    cause: null,
  });
});

test('what a redrive can help is told with the command', async () => {
  const failed = (progress: ExecutionProgress, members: Partial<DescribeExecutionCommandOutput>): Ended => ({
    progress,
    description: description({ status: 'FAILED', error: 'Lost', redriveStatus: 'REDRIVABLE', ...members }),
  });
  const task = newProgress(childArn, 'svr-leaderboard');
  const fail = newProgress(childArn, 'svr-leaderboard');
  applyEvents(fail, refused);
  const hint = '  Fix the cause, then: npx nocturne redrive n1';
  const linesOf = (...ended: Ended[]) => explainOutcome(fakeSession({ sfn: {} }), ended);
  expect((await linesOf(failed(task, {})))[1]).toBe(hint);
  expect(await linesOf(failed(fail, {}))).toHaveLength(1);
  expect(await linesOf(failed(task, { redriveStatus: 'NOT_REDRIVABLE' }))).toHaveLength(1);
  // A child that was stopped with its parent starts anew when the parent is redriven.
  expect(
    await linesOf(failed(task, { status: 'ABORTED' }), failed(task, { status: 'ABORTED' })),
  ).toHaveLength(3);
});
