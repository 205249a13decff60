import { applyEvents } from '../../../cli/follow/apply-events.ts';
import { itemsName } from '../../../cli/follow/describe-activity.ts';
import { createPlainView } from '../../../cli/follow/plain-view.ts';
import type { ExecutionProgress } from '../../../cli/follow/progress.ts';
import { newProgress } from '../../../cli/follow/progress.ts';
import { renderExecutions } from '../../../cli/follow/render.ts';
import { childArn, leaderboard, mapRunArn, nightly, nightlyArn } from '../support/history.ts';
import { recordingOutput } from '../support/recording-output.ts';

const midnight = Date.UTC(2027, 0, 1);
const at = (seconds: number) => new Date(midnight + seconds * 1000);

function executions(nightlyEvents: number, leaderboardEvents: number): ExecutionProgress[] {
  const first = newProgress(nightlyArn, 'nightly');
  const child = newProgress(childArn, 'svr-leaderboard');
  applyEvents(first, nightly.slice(0, nightlyEvents));
  applyEvents(child, leaderboard.slice(0, leaderboardEvents));
  return [first, child];
}

test('the live view is a tree: an execution stands below the state that started it', () => {
  const both = executions(5, 4);
  both[1]!.states[0]!.activity = {
    kind: 'mapRun',
    arn: mapRunArn,
    counts: { total: 100, succeeded: 40, failed: 2 } as never,
  };
  expect(renderExecutions(both, at(3), 10)).toEqual([
    'nightly  3.0 s',
    '  ● RunMachine  3.0 s',
    '    svr-leaderboard  3.0 s',
    '      ● RunTrials  2.0 s  42 of 100 trials (2 failed)',
  ]);
  expect(renderExecutions(executions(5, 15), at(7), 10).slice(2)).toEqual([
    '    svr-leaderboard  7.0 s',
    '      ✓ RunTrials  3.0 s',
    '      ● ScoreTrials  3.0 s  query running',
  ]);
});

test('a child that failed keeps its place, marked and with its run, also after a Catch', () => {
  const [first] = executions(5, 0);
  const child = newProgress(childArn, 'svr-leaderboard');
  applyEvents(child, leaderboard);
  const event = { id: 6, previousEventId: 5, timestamp: at(8) };
  const failed = { error: 'States.TaskFailed', cause: '{}', resource: 'r', resourceType: 'states' };
  applyEvents(first!, [{ ...event, type: 'TaskFailed', taskFailedEventDetails: failed }]);
  const exited = { name: 'RunMachine', output: '{}' };
  applyEvents(first!, [
    { id: 7, previousEventId: 6, timestamp: at(8), type: 'TaskStateExited', stateExitedEventDetails: exited },
  ]);
  expect(renderExecutions([first!, child], at(9), 10)).toEqual([
    'nightly  9.0 s',
    '  ✗ RunMachine  8.0 s  after States.TaskFailed',
    '    ✗ svr-leaderboard  8.0 s  run n1-svr-0-0',
    '      ✓ RunTrials  3.0 s',
    '      ✗ ScoreTrials  4.0 s  after States.TaskFailed',
  ]);
});

test('a run taken up again counts from then on', () => {
  const [, child] = executions(5, 17);
  const event = { id: 99, previousEventId: 0, timestamp: at(3600), type: 'ExecutionRedriven' as const };
  applyEvents(child!, leaderboard.slice(17));
  applyEvents(child!, [event]);
  expect(renderExecutions([child!], at(3602), 10)).toEqual([
    'svr-leaderboard  2.0 s',
    '  ✓ RunTrials  3.0 s',
    '  ● ScoreTrials  2.0 s',
  ]);
});

test('without room the states that are done go first', () => {
  expect(renderExecutions(executions(5, 15), at(7), 4)).toEqual([
    'nightly  7.0 s',
    '  ● RunMachine  7.0 s',
    '    svr-leaderboard  7.0 s',
    '      ● ScoreTrials  3.0 s  query running',
  ]);
});

test('a state in which an execution ended is marked', () => {
  const [, failed] = executions(5, 17);
  expect(renderExecutions([failed!], at(60), 10).at(-1)).toBe(
    '  ✗ ScoreTrials  4.0 s  after States.TaskFailed',
  );
});

test('the plain view has a line for each thing that happens', () => {
  const output = recordingOutput();
  const view = createPlainView(output, at(0));
  const progress = newProgress(childArn, 'svr-leaderboard');
  for (const change of applyEvents(progress, leaderboard)) view.changed(progress, change);
  expect(output.stderr.split('\n')).toEqual([
    '     1.0 s  svr-leaderboard: RunTrials',
    '     4.0 s  svr-leaderboard: RunTrials done in 3.0 s',
    '     4.0 s  svr-leaderboard: ScoreTrials',
    '     5.0 s  svr-leaderboard: ScoreTrials: attempt failed with Athena.TooManyRequestsException',
    '     8.0 s  svr-leaderboard: ScoreTrials: attempt failed with States.TaskFailed',
    '',
  ]);
});

test('the plain view repeats counts only when they changed and some time has passed', () => {
  const output = recordingOutput();
  const view = createPlainView(output, new Date());
  const [, child] = executions(5, 4);
  const state = child!.states[0]!;
  for (const succeeded of [10, 10, 20]) {
    state.activity = {
      kind: 'mapRun',
      arn: mapRunArn,
      counts: { total: 100, succeeded, failed: 0 } as never,
    };
    view.looked([child!]);
  }
  expect(output.stderr).toMatch(/^ +\d+ ms {2}svr-leaderboard: RunTrials: 10 of 100 trials\n$/);
});

test.each([
  ['arn:aws:states:us-east-1:000000000000:mapRun:machine/Trials:7d1c', 'trials'],
  ['arn:aws:states:us-east-1:000000000000:mapRun:machine/0b6e2d3a-1f0a-4c6e-9b43-d3a2f6e1c001:7d1c', 'items'],
])("%s's items are %s", (arn, name) => {
  expect(itemsName(arn)).toBe(name);
});
