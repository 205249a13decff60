import { ExecutionTimedOut, StatesError } from '../../src/asl/index.ts';
import type { Json, TaskRequest } from '../../src/asl/host.ts';
import { run, VirtualHost } from '../../conformance/virtual-host.ts';

const task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Arguments: {}, End: true };
const machine = (fields: object, rest: object = {}) => ({
  StartAt: 'S',
  States: { S: { ...task, ...fields } },
  ...rest,
});

/** A host whose tasks take this many seconds, unless they are aborted. */
function slow(seconds: number, signals: AbortSignal[] = []): VirtualHost {
  return new VirtualHost({
    async callService({ signal }, host) {
      signals.push(signal);
      await host.sleep(seconds * 1000, signal);
      return 'done';
    },
  });
}

describe('a Task', () => {
  it('that takes longer than TimeoutSeconds is aborted and fails with States.Timeout', async () => {
    const signals: AbortSignal[] = [];
    const host = slow(11, signals);
    await expect(run(machine({ TimeoutSeconds: 10 }), {}, host)).rejects.toMatchObject({
      error: 'States.Timeout',
      errorCause: undefined,
    });
    expect(host.now().toISOString()).toBe('2024-01-01T00:00:10.000Z');
    expect(signals[0]!.aborted).toBe(true);
    expect(host.eventTypes).toEqual(['TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskTimedOut']);
    expect(host.events[1]!.taskScheduledEventDetails).toMatchObject({
      timeoutInSeconds: 10,
      region: 'us-east-1',
    });
    expect(host.events[3]!.taskTimedOutEventDetails).toEqual({
      resourceType: 'lambda',
      resource: 'invoke',
      error: 'States.Timeout',
    });
  });

  it('that is in time leaves no timer and no aborted signal behind', async () => {
    const signals: AbortSignal[] = [];
    const host = slow(9, signals);
    expect(await run(machine({ TimeoutSeconds: '{% 5 + 5 %}' }), {}, host)).toBe('done');
    expect(signals[0]!.aborted).toBe(false);
    expect(host.clock.pauses).toEqual([9000]);
  });

  it('has a new timeout for each attempt', async () => {
    const host = slow(11);
    const fields = { TimeoutSeconds: 10, Retry: [{ ErrorEquals: ['States.Timeout'], MaxAttempts: 1 }] };
    await expect(run(machine(fields), {}, host)).rejects.toMatchObject({ error: 'States.Timeout' });
    expect(host.now().toISOString()).toBe('2024-01-01T00:00:21.000Z');
  });

  it('lives as long as its heartbeats come', async () => {
    const host = new VirtualHost({
      async callService(request, world) {
        for (let beats = 0; beats < 3; beats++) {
          await world.sleep(4000, request.signal);
          request.heartbeat();
        }
        return new Promise(() => undefined);
      },
    });
    const fields = {
      HeartbeatSeconds: 5,
      Catch: [{ ErrorEquals: ['States.HeartbeatTimeout'], Next: 'Caught' }],
    };
    const definition = { StartAt: 'S', States: { S: { ...task, ...fields }, Caught: { Type: 'Succeed' } } };
    expect(await run(definition, {}, host)).toEqual({ Error: 'States.Timeout', Cause: '' });
    expect(host.now().toISOString()).toBe('2024-01-01T00:00:17.000Z');
  });

  it('waits for its token, which the context object holds', async () => {
    const host = new VirtualHost({
      async callService(request) {
        request.submitted({ MessageId: 'm' });
        return request.taskToken!;
      },
    });
    const fields = {
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      Arguments: { Token: '{% $states.context.Task.Token %}' },
    };
    expect(await run(machine(fields), {}, host)).toBe('token-1');
    expect(host.requests[0]!.arguments).toEqual({ Token: 'token-1' });
    expect(host.eventTypes).toEqual([
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
      'TaskStateExited',
    ]);
    expect(host.events[3]!.taskSubmittedEventDetails).toEqual({
      resourceType: 'sqs',
      resource: 'sendMessage.waitForTaskToken',
      output: '{"MessageId":"m"}',
    });
  });

  it('without Arguments gets the input', async () => {
    const host = new VirtualHost({
      callService: (request: TaskRequest) => Promise.resolve(request.arguments),
    });
    const definition = { StartAt: 'S', States: { S: { ...task, Arguments: undefined } } };
    expect(await run(JSON.parse(JSON.stringify(definition)) as object, { a: 1 }, host)).toEqual({ a: 1 });
  });

  it('whose result is too large fails with the recorded words', async () => {
    // 262,144 bytes are the limit; the quotes of the text count.
    const sized = (bytes: number) => new VirtualHost({ callService: async () => 'x'.repeat(bytes - 2) });
    await expect(run(machine({ Output: 1 }), {}, sized(262_144))).resolves.toBe(1);
    await expect(run(machine({ Output: 1 }), {}, sized(262_145))).rejects.toMatchObject({
      error: 'States.DataLimitExceeded',
      errorCause:
        "The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit.",
    });
  });
});

describe('an execution', () => {
  it('that takes longer than the machine’s TimeoutSeconds times out, whatever catches', async () => {
    const host = slow(100);
    const fields = { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }] };
    const definition = {
      StartAt: 'S',
      TimeoutSeconds: 30,
      States: { S: { ...task, ...fields }, Caught: { Type: 'Succeed' } },
    };
    await expect(run(definition, {}, host)).rejects.toBeInstanceOf(ExecutionTimedOut);
    expect(host.now().toISOString()).toBe('2024-01-01T00:00:30.000Z');
    expect(host.eventTypes).toEqual(['TaskStateEntered', 'TaskScheduled', 'TaskStarted']);
  });

  it('that is stopped aborts everything in flight, records nothing more and rejects with the reason', async () => {
    const controller = new AbortController();
    const signals: AbortSignal[] = [];
    const reason = new Error('stopped');
    const host = new VirtualHost({
      callService: ({ signal }) => {
        signals.push(signal);
        if (signals.length === 2) queueMicrotask(() => controller.abort(reason));
        return new Promise<Json>(() => undefined);
      },
    });
    const branch = (name: string) => ({
      StartAt: name,
      States: { [name]: { ...task, TimeoutSeconds: 1e6 } },
    });
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }];
    const definition = {
      StartAt: 'P',
      States: {
        P: { Type: 'Parallel', Branches: [branch('A'), branch('B')], Catch, End: true },
        Caught: { Type: 'Succeed' },
      },
    };
    const running = run(definition, {}, host, controller.signal);
    await expect(running).rejects.toBe(reason);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
    expect(host.eventTypes.filter((type) => /Aborted|Failed/.test(type))).toEqual([]);
  });

  it('that is stopped before it starts does nothing', async () => {
    const host = new VirtualHost();
    await expect(run(machine({}), {}, host, AbortSignal.abort(new Error('late')))).rejects.toThrow('late');
    expect(host.events).toEqual([]);
  });

  it('ends with a defect of the host as it is, uncaught', async () => {
    const host = new VirtualHost({ callService: () => Promise.reject(new TypeError('a defect')) });
    const fields = { Retry: [{ ErrorEquals: ['States.ALL'] }] };
    await expect(run(machine(fields), {}, host)).rejects.toThrow(TypeError);
    await expect(run(machine(fields), {}, host)).rejects.not.toBeInstanceOf(StatesError);
  });
});
