import { applyEvents } from '../../../cli/follow/apply-events.ts';
import { newProgress, openStates } from '../../../cli/follow/progress.ts';
import {
  childArn,
  history,
  leaderboard,
  mapRunArn,
  nightly,
  nightlyArn,
  parallel,
  refused,
} from '../support/history.ts';

const seconds = (date: Date | undefined) => date && (date.getTime() - Date.UTC(2027, 0, 1)) / 1000;

test('an execution that waits for another names it and is open until the other ends', () => {
  const progress = newProgress(nightlyArn, 'nightly');
  applyEvents(progress, nightly.slice(0, 5));
  expect(openStates(progress)).toMatchObject([
    { name: 'RunMachine', type: 'Task', activity: { kind: 'execution', arn: childArn } },
  ]);
  expect(progress.nested).toEqual([childArn]);

  const changes = applyEvents(progress, nightly.slice(5));
  expect(changes.map(({ kind, state }) => [kind, state.name])).toEqual([['exited', 'RunMachine']]);
  expect(openStates(progress)).toEqual([]);
  expect(seconds(progress.started)).toBe(0);
  expect(seconds(progress.ended)).toBe(9);
  expect(progress.failedIn).toBeUndefined();
  expect(progress.lastEventId).toBe(8);
});

test('an execution that started and ended between two looks is named all the same', () => {
  const progress = newProgress(nightlyArn, 'nightly');
  applyEvents(progress, nightly);
  expect(progress.nested).toEqual([childArn]);
});

test('a map run, a query, a failed attempt and the state that failed', () => {
  const progress = newProgress(childArn, 'svr-leaderboard');
  applyEvents(progress, leaderboard.slice(0, 4));
  expect(openStates(progress)).toMatchObject([
    { name: 'RunTrials', activity: { kind: 'mapRun', arn: mapRunArn } },
  ]);
  expect(progress.mapRuns).toEqual([mapRunArn]);

  applyEvents(progress, leaderboard.slice(4, 11));
  expect(openStates(progress)).toMatchObject([{ name: 'ScoreTrials', activity: { kind: 'query' } }]);

  const failed = applyEvents(progress, leaderboard.slice(11, 12));
  expect(failed).toMatchObject([{ kind: 'failedAttempt', error: 'Athena.TooManyRequestsException' }]);
  expect(openStates(progress)[0]!.activity).toBeUndefined();

  applyEvents(progress, leaderboard.slice(12));
  expect(progress.failedIn).toBe('ScoreTrials');
  expect(openStates(progress)).toEqual([]);
  expect(seconds(progress.ended)).toBe(8);
});

test('a failure that a Catch leads to a Fail state belongs to the state that caught it', () => {
  const progress = newProgress(childArn, 'svr-leaderboard');
  const changes = applyEvents(progress, refused);
  expect(changes.map(({ kind }) => kind)).toEqual(['entered', 'failedAttempt', 'caught', 'entered']);
  expect(progress.failedIn).toBe('PlanTrials');
});

test('states of one name in two branches are told apart', () => {
  const progress = newProgress(nightlyArn, 'nightly');
  applyEvents(progress, parallel);
  expect(progress.states.map(({ name, exited }) => [name, seconds(exited)])).toEqual([
    ['Both', 3],
    ['Same', 1],
    ['Same', 2],
  ]);
});

test('the result is the same event by event', () => {
  const whole = newProgress(childArn, 'svr-leaderboard');
  const piecemeal = newProgress(childArn, 'svr-leaderboard');
  applyEvents(whole, leaderboard);
  for (const event of leaderboard) applyEvents(piecemeal, [event]);
  expect(piecemeal).toEqual(whole);
});

test('a redrive opens the state again that had failed, and the map run taken up again is the new one', () => {
  const progress = newProgress(childArn, 'svr-leaderboard');
  const failedAt = leaderboard.length;
  const redriven = history([
    { prev: failedAt, at: 20, type: 'ExecutionRedriven', executionRedrivenEventDetails: { redriveCount: 1 } },
    { prev: 3, type: 'MapRunRedriven', mapRunRedrivenEventDetails: { mapRunArn, redriveCount: 1 } },
    { prev: 8, type: 'TaskScheduled' },
  ]).map((event, i) => ({ ...event, id: failedAt + 1 + i }));
  applyEvents(progress, leaderboard);
  progress.mapRuns = [];
  applyEvents(progress, redriven);
  expect(progress).toMatchObject({ ended: undefined, mapRuns: [mapRunArn] });
  expect(openStates(progress)).toMatchObject([{ name: 'ScoreTrials' }]);
  applyEvents(progress, [
    {
      id: failedAt + 4,
      previousEventId: failedAt + 3,
      timestamp: new Date(),
      type: 'TaskFailed',
      taskFailedEventDetails: {},
    },
    { id: failedAt + 5, previousEventId: failedAt + 4, timestamp: new Date(), type: 'ExecutionFailed' },
  ] as never);
  expect(progress.failedIn).toBe('ScoreTrials');
});
