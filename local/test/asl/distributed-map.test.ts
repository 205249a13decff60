import { StatesError } from '../../src/asl/index.ts';
import type { Json, TaskRequest } from '../../src/asl/host.ts';
import { run, VirtualHost } from '../../conformance/virtual-host.ts';

const processor = {
  ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
  StartAt: 'Work',
  States: { Work: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true } },
};
const map = (fields: object) => ({
  StartAt: 'M',
  States: { M: { Type: 'Map', Label: 'Trials', ItemProcessor: processor, End: true, ...fields } },
});
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

const itemsOf = (input: Json) => (input as { Items: number[] }).Items;

/** Children give back their input, but fail for these items or batches with one of them. */
function failingFor(bad: number[]): VirtualHost {
  return new VirtualHost({
    async callService({ arguments: input }: TaskRequest) {
      const items = typeof input === 'number' ? [input] : itemsOf(input);
      if (items.some((item) => bad.includes(item))) throw new StatesError('Fit.Diverged', 'gamma');
      return input;
    },
  });
}

const exceeded = {
  error: 'States.ExceedToleratedFailureThreshold',
  errorCause: 'The specified tolerated failure threshold was exceeded',
};

describe('a distributed Map', () => {
  it('runs an execution for each item and gives their outputs in order', async () => {
    const host = failingFor([]);
    expect(await run(map({}), numbers(5), host)).toEqual(numbers(5));
    const { request, children, counts, ended } = host.mapRuns[0]!;
    expect(request).toMatchObject({
      stateName: 'M',
      label: 'Trials',
      maxConcurrency: 0,
      toleratedFailureCount: 0,
    });
    expect(children.map((child) => child.request.input)).toEqual(numbers(5));
    expect(counts.at(-1)!.items).toEqual({
      total: 5,
      pending: 0,
      running: 0,
      succeeded: 5,
      failed: 0,
      timedOut: 0,
      aborted: 0,
    });
    expect(ended).toBe('SUCCEEDED');
    expect(children[0]!.host.eventTypes[0]).toBe('TaskStateEntered');
    // The parent's history holds nothing of the children's.
    expect(host.eventTypes).toEqual([
      'MapStateEntered',
      'MapStateStarted',
      'MapRunStarted',
      'MapRunSucceeded',
      'MapStateSucceeded',
      'MapStateExited',
    ]);
    expect(host.events[2]!.mapRunStartedEventDetails!.mapRunArn).toContain(':mapRun:machine/Trials:');
  });

  it('keeps to MaxConcurrency', async () => {
    let running = 0;
    let most = 0;
    const host = new VirtualHost({
      async callService({ arguments: item, signal }, world) {
        most = Math.max(most, ++running);
        await world.sleep(1000, signal);
        running--;
        return item;
      },
    });
    await run(map({ MaxConcurrency: '{% 3 %}' }), numbers(10), host);
    expect(most).toBe(3);
  });

  it.each([{}, { MaxConcurrency: 0 }, { MaxConcurrency: 5000 }])(
    'runs 1,000 at once for %j',
    async (fields) => {
      let running = 0;
      let most = 0;
      const host = new VirtualHost({
        async callService({ arguments: item, signal }, world) {
          most = Math.max(most, ++running);
          await world.sleep(1000, signal);
          running--;
          return item;
        },
      });
      await run(map(fields), numbers(1001), host);
      expect(most).toBe(1000);
    },
  );

  it('cuts batches by number and gives each the shared input', async () => {
    const host = failingFor([]);
    const ItemBatcher = {
      MaxItemsPerBatch: '{% 4 %}',
      BatchInput: { run: '{% $states.context.Execution.Name %}' },
    };
    await run(map({ ItemBatcher }), numbers(10), host);
    const { children, counts } = host.mapRuns[0]!;
    expect(children.map(({ request }) => request.input)).toEqual([
      { BatchInput: { run: 'run-1' }, Items: [0, 1, 2, 3] },
      { BatchInput: { run: 'run-1' }, Items: [4, 5, 6, 7] },
      { BatchInput: { run: 'run-1' }, Items: [8, 9] },
    ]);
    expect(children.map(({ request }) => request.items)).toEqual([4, 4, 2]);
    expect(counts[0]).toMatchObject({
      items: { total: 10, pending: 10 },
      executions: { total: 3, pending: 3 },
    });
  });

  it('cuts batches by size, and refuses an item that is too large for any', async () => {
    const host = failingFor([]);
    // {"Items":[…]} takes 12 bytes, each item 3 and a comma.
    await run(map({ ItemBatcher: { MaxInputBytesPerBatch: 20 } }), [100, 101, 102], host);
    const batches = host.mapRuns[0]!.children.map(({ request }) => itemsOf(request.input));
    expect(batches).toEqual([[100, 101], [102]]);
    const tooLarge = run(map({ ItemBatcher: { MaxInputBytesPerBatch: 20 } }), ['x'.repeat(20)], host);
    await expect(tooLarge).rejects.toMatchObject({ error: 'States.DataLimitExceeded' });
  });

  it('counts every item of a failed batch against the tolerance', async () => {
    const fields = (count: number) => ({
      ItemBatcher: { MaxItemsPerBatch: 4 },
      ToleratedFailureCount: count,
    });
    const failed = { Status: 'FAILED', Error: 'Fit.Diverged', Cause: 'gamma' };
    expect(await run(map(fields(4)), numbers(6), failingFor([2]))).toEqual([failed, { Items: [4, 5] }]);
    await expect(run(map(fields(3)), numbers(6), failingFor([2]))).rejects.toMatchObject(exceeded);
  });

  // Thresholds as measured on AWS: 0 is as good as not set, and either threshold that is set decides.
  it.each<[object, number[], boolean]>([
    [{}, [0], false],
    [{ ToleratedFailurePercentage: 10 }, [0], true],
    [{ ToleratedFailurePercentage: 10 }, [0, 1], false],
    [{ ToleratedFailurePercentage: 10, ToleratedFailureCount: 0 }, [0], true],
    [{ ToleratedFailurePercentage: 100, ToleratedFailureCount: 1 }, [0, 1], false],
    [{ ToleratedFailurePercentage: 100 }, numbers(10), true],
  ])('with %j and failures of %j of ten items succeeds: %p', async (fields, bad, succeeds) => {
    const running = run(map(fields), numbers(10), failingFor(bad));
    if (succeeds) await expect(running).resolves.toHaveLength(10);
    else await expect(running).rejects.toMatchObject(exceeded);
  });

  it('aborts what runs and starts no more when the tolerance is exceeded', async () => {
    const host = new VirtualHost({
      async callService({ arguments: item, signal }, world) {
        if (item === 1) throw new StatesError('Boom');
        await world.sleep(1000, signal);
        return item;
      },
    });
    await expect(run(map({ MaxConcurrency: 3 }), numbers(9), host)).rejects.toMatchObject(exceeded);
    const { children, counts, ended } = host.mapRuns[0]!;
    expect(children).toHaveLength(3);
    expect(children.every(({ request }) => request.signal.aborted)).toBe(true);
    expect(counts.at(-1)!.items).toMatchObject({ failed: 1, aborted: 2, running: 0, pending: 6 });
    expect(ended).toBe('FAILED');
    expect(host.eventTypes.slice(2)).toEqual(['MapRunStarted', 'MapRunFailed', 'MapStateFailed']);
    expect(host.events[3]!.mapRunFailedEventDetails).toEqual({
      error: exceeded.error,
      cause: exceeded.errorCause,
    });
  });

  it('stopped from outside ends its run as aborted and records nothing more', async () => {
    const controller = new AbortController();
    const host = new VirtualHost({
      async callService({ signal }, world) {
        setImmediate(() => controller.abort(new Error('stopped')));
        await world.sleep(1e9, signal);
        return null;
      },
    });
    await expect(run(map({}), numbers(3), host, controller.signal)).rejects.toThrow('stopped');
    expect(host.mapRuns[0]!.ended).toBe('ABORTED');
    expect(host.eventTypes.at(-1)).toBe('MapRunStarted');
  });

  it('iterates over an object’s members', async () => {
    const host = new VirtualHost({ callService: ({ arguments: input }) => Promise.resolve(input) });
    const items = { Items: '{% {"a": 1, "b": 2} %}' };
    expect(await run(map(items), {}, host)).toEqual([
      { Key: 'a', Value: 1 },
      { Key: 'b', Value: 2 },
    ]);
    const ItemSelector = '{% [$states.context.Map.Item.Key, $states.context.Map.Item.Source] %}';
    expect(await run(map({ ...items, ItemSelector }), {}, host)).toEqual([
      ['a', 'STATE_DATA'],
      ['b', 'STATE_DATA'],
    ]);
  });

  it('fails when the outputs are too large together', async () => {
    const host = new VirtualHost({ callService: async () => 'x'.repeat(100_000) });
    await expect(run(map({}), numbers(3), host)).rejects.toMatchObject({
      error: 'States.DataLimitExceeded',
      errorCause: expect.stringContaining(
        "The state/task 'M' returned a result with a size exceeding",
      ) as string,
    });
    expect(host.mapRuns[0]!.ended).toBe('SUCCEEDED');
  });

  it.each([
    [{ ToleratedFailureCount: '{% -1 %}' }, 'ToleratedFailureCount cannot be negative.'],
    [{ ToleratedFailurePercentage: '{% 100.1 %}' }, 'ToleratedFailurePercentage must be between 0 and 100.'],
  ])('refuses %j as recorded on AWS', async (fields, problem) => {
    const host = failingFor([]);
    await expect(run(map(fields), [0], host)).rejects.toMatchObject({
      error: 'States.Runtime',
      errorCause: `An error occurred while executing the state 'M' (entered at the event id #2). ${problem}`,
    });
    expect(host.eventTypes).toEqual(['MapStateEntered', 'MapStateStarted']);
  });
});
