import { StatesError } from '../../src/asl/index.ts';
import type { Json } from '../../src/asl/host.ts';
import { run, VirtualHost } from '../../conformance/virtual-host.ts';

/** A task that fails with these errors, one an attempt, and then succeeds. */
function failing(errors: string[], random?: () => number): VirtualHost {
  const left = [...errors];
  return new VirtualHost({
    ...(random && { random }),
    async callService() {
      const error = left.shift();
      if (error !== undefined) throw new StatesError(error, 'because');
      return 'done';
    },
  });
}

const task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Arguments: {}, End: true };
const attempt = (Retry: object[], host: VirtualHost, fields: object = {}): Promise<Json> =>
  run({ StartAt: 'S', States: { S: { ...task, Retry, ...fields } } }, {}, host);
const seconds = (host: VirtualHost) => host.clock.pauses.map((milliseconds) => milliseconds / 1000);

describe('Retry', () => {
  it('waits 1, 2 and 4 seconds by default and then gives up', async () => {
    const host = failing(['E', 'E', 'E', 'E']);
    await expect(attempt([{ ErrorEquals: ['E'] }], host)).rejects.toMatchObject({
      error: 'E',
      errorCause: 'because',
    });
    expect(seconds(host)).toEqual([1, 2, 4]);
    expect(host.requests).toHaveLength(4);
  });

  // The first value is AWS's own: TestState told a backoff of 16 s for the fifth retry at rate 2 from 1 s.
  it.each([
    [{ IntervalSeconds: 1, MaxAttempts: 5, BackoffRate: 2 }, [1, 2, 4, 8, 16]],
    [{ IntervalSeconds: 3, MaxAttempts: 3, BackoffRate: 1.5 }, [3, 4.5, 6.75]],
    [{ IntervalSeconds: 10, MaxAttempts: 4, BackoffRate: 3, MaxDelaySeconds: 60 }, [10, 30, 60, 60]],
    [{ MaxAttempts: 0 }, []],
  ])('with %j waits %j seconds', async (fields, expected) => {
    const host = failing(Array<string>(9).fill('E'));
    await expect(attempt([{ ErrorEquals: ['E'], ...fields }], host)).rejects.toThrow('E');
    expect(seconds(host)).toEqual(expected);
  });

  it('with full jitter waits a random share of the delay, after the cap', async () => {
    const shares = [0.25, 0.5, 0.1];
    const host = failing(['E', 'E', 'E'], () => shares.shift()!);
    const retrier = { ErrorEquals: ['E'], IntervalSeconds: 8, MaxDelaySeconds: 20, JitterStrategy: 'FULL' };
    expect(await attempt([retrier], host)).toBe('done');
    expect(seconds(host)).toEqual([2, 8, 2]);
  });

  it('counts for each retrier by itself, and only for the first that matches', async () => {
    const host = failing(['A', 'B', 'A', 'B', 'A']);
    const retriers = [
      { ErrorEquals: ['A'], MaxAttempts: 2, IntervalSeconds: 1, BackoffRate: 10 },
      { ErrorEquals: ['B'], MaxAttempts: 2, IntervalSeconds: 5, BackoffRate: 2 },
      { ErrorEquals: ['States.ALL'], MaxAttempts: 9 },
    ];
    await expect(attempt(retriers, host)).rejects.toMatchObject({ error: 'A' });
    expect(seconds(host)).toEqual([1, 5, 10, 10]);
  });

  it('tells the attempt in the context object, and keeps the state entered', async () => {
    const host = failing(['E', 'E']);
    const fields = {
      Arguments: '{% $states.context.State.RetryCount %}',
      Output: '{% $states.context.State.RetryCount %}',
    };
    expect(await attempt([{ ErrorEquals: ['States.ALL'] }], host, fields)).toBe(2);
    expect(host.requests.map((request) => request.arguments)).toEqual([0, 1, 2]);
    expect(host.eventTypes).toEqual([
      'TaskStateEntered',
      ...['TaskScheduled', 'TaskStarted', 'TaskFailed'],
      ...['TaskScheduled', 'TaskStarted', 'TaskFailed'],
      ...['TaskScheduled', 'TaskStarted', 'TaskSucceeded'],
      'TaskStateExited',
    ]);
  });

  it('covers a failing Output, which runs the task again', async () => {
    const host = failing([]);
    const fields = { Output: '{% $states.context.State.RetryCount = 0 ? $nothing : $states.result %}' };
    expect(await attempt([{ ErrorEquals: ['States.QueryEvaluationError'] }], host, fields)).toBe('done');
    expect(host.requests).toHaveLength(2);
    expect(host.eventTypes).toContain('EvaluationFailed');
  });
});
