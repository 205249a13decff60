import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { followExecution } from '../../../cli/follow/follow-execution.ts';
import type { FollowView } from '../../../cli/follow/follow-execution.ts';
import { newProgress } from '../../../cli/follow/progress.ts';
import { fakeSession } from '../support/fake-session.ts';
import { childArn, leaderboard, nightly, nightlyArn } from '../support/history.ts';

interface Script {
  /** How many events are there at each look; the last one holds on. */
  looks: number[];
  events: HistoryEvent[];
  status: string;
}

/** Step Functions whose executions advance at each DescribeExecution. */
function scripted(scripts: Record<string, Script>) {
  const looked: Record<string, number> = {};
  const stopped: string[] = [];
  const visible = (arn: string) => {
    const { looks, events } = scripts[arn]!;
    return stopped.includes(arn) ? events : events.slice(0, looks[Math.min(looked[arn]!, looks.length) - 1]);
  };
  const sfn = {
    describeExecution: async ({ executionArn: arn }: { executionArn: string }) => {
      looked[arn] = (looked[arn] ?? 0) + 1;
      const ended = visible(arn).length === scripts[arn]!.events.length;
      return {
        executionArn: arn,
        status: stopped.includes(arn) ? 'ABORTED' : ended ? scripts[arn]!.status : 'RUNNING',
      };
    },
    getExecutionHistory: async ({ executionArn: arn }: { executionArn: string }) => ({
      events: visible(arn).toReversed(),
    }),
    describeMapRun: async () => ({ itemCounts: { total: 100, succeeded: 40, failed: 2 } }),
    stopExecution: async ({ executionArn: arn }: { executionArn: string }) => stopped.push(arn),
  };
  return { sfn, stopped };
}

const silent: FollowView = { changed: () => undefined, looked: () => undefined };
const fresh = () => newProgress(nightlyArn, 'nightly');
const never = new AbortController().signal;

test('an execution is followed with those that it starts, to the end of both', async () => {
  const { sfn } = scripted({
    [nightlyArn]: { looks: [2, 5, 5, 8], events: nightly, status: 'SUCCEEDED' },
    [childArn]: { looks: [4, 11, 17], events: leaderboard, status: 'FAILED' },
  });
  const seen: string[] = [];
  const counts: unknown[] = [];
  const ended = await followExecution(
    fakeSession({ sfn }),
    fresh(),
    {
      changed: ({ machine }, { kind, state }) => seen.push(`${machine} ${kind} ${state.name}`),
      looked: (executions) =>
        executions.forEach(({ states }) =>
          states.forEach(({ activity }) => activity?.kind === 'mapRun' && counts.push(activity.counts)),
        ),
    },
    never,
  );
  expect(ended.map(({ progress, description }) => [progress.machine, description.status])).toEqual([
    ['nightly', 'SUCCEEDED'],
    ['svr-leaderboard', 'FAILED'],
  ]);
  expect(seen).toEqual([
    'nightly entered RunMachine',
    'svr-leaderboard entered RunTrials',
    'svr-leaderboard exited RunTrials',
    'svr-leaderboard entered ScoreTrials',
    'svr-leaderboard failedAttempt ScoreTrials',
    'svr-leaderboard failedAttempt ScoreTrials',
    'nightly exited RunMachine',
  ]);
  expect(counts).toEqual([{ total: 100, succeeded: 40, failed: 2 }]);
});

test('an execution that started another and ended between two looks brings it along', async () => {
  const { sfn } = scripted({
    [nightlyArn]: { looks: [8], events: nightly, status: 'SUCCEEDED' },
    [childArn]: { looks: [17], events: leaderboard, status: 'FAILED' },
  });
  const ended = await followExecution(fakeSession({ sfn }), fresh(), silent, never);
  expect(ended).toHaveLength(2);
});

test('an interruption stops a local execution and waits for its end', async () => {
  const { sfn, stopped } = scripted({
    [nightlyArn]: { looks: [2], events: nightly.slice(0, 3), status: 'RUNNING' },
  });
  const interruption = new AbortController();
  setTimeout(() => interruption.abort(), 20);
  const ended = await followExecution(fakeSession({ sfn }), fresh(), silent, interruption.signal);
  expect(stopped).toEqual([nightlyArn]);
  expect(ended[0]!.description.status).toBe('ABORTED');
});

test('an interruption leaves an execution on AWS alone', async () => {
  const { sfn, stopped } = scripted({ [nightlyArn]: { looks: [2], events: nightly, status: 'SUCCEEDED' } });
  const following = followExecution(fakeSession({ sfn }, false), fresh(), silent, AbortSignal.abort());
  await expect(following).rejects.toMatchObject({ code: 'Interrupted', status: 130 });
  expect(stopped).toEqual([]);
});

describe('what AWS tells late', () => {
  const redriven = new Date('2026-11-22T05:00:00Z');
  const old = { status: 'FAILED', redriveCount: 1, redriveDate: new Date('2026-11-22T04:40:00Z') };
  const now = { status: 'SUCCEEDED', redriveCount: 2, redriveDate: redriven };
  const events = async () => ({ events: [] });

  test.each([
    ['an earlier redrive', old],
    ['the first run', { status: 'FAILED', redriveCount: 0 }],
  ])('the end of %s is not the end of a redrive', async (_, stale) => {
    const answers = [stale, stale, { ...now, status: 'RUNNING' }, stale, now];
    const sfn = { describeExecution: async () => answers.shift(), getExecutionHistory: events };
    const progress = { ...fresh(), redriven };
    const [ended] = await followExecution(fakeSession({ sfn }, false), progress, silent, never);
    expect(ended!.description).toBe(now);
    expect(answers).toEqual([]);
  });

  const missing = Object.assign(new Error('no such execution'), { name: 'ExecutionDoesNotExist' });

  test('an execution just started may not be known yet', async () => {
    let looks = 0;
    const describeExecution = async () => {
      if (++looks < 3) throw missing;
      return { status: 'SUCCEEDED' };
    };
    const sfn = { describeExecution, getExecutionHistory: events };
    const [ended] = await followExecution(fakeSession({ sfn }, false), fresh(), silent, never);
    expect(ended!.description.status).toBe('SUCCEEDED');
  });

  test('but not for long', async () => {
    const sfn = { describeExecution: () => Promise.reject(missing), getExecutionHistory: events };
    await expect(followExecution(fakeSession({ sfn }, false), fresh(), silent, never)).rejects.toBe(missing);
  });
});
