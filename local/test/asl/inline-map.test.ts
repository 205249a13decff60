import { StatesError } from '../../src/asl/index.ts';
import type { Json } from '../../src/asl/host.ts';
import { run, VirtualHost } from '../../conformance/virtual-host.ts';

const task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true };
const processor = { StartAt: 'Work', States: { Work: task } };
const map = (fields: object) => ({
  StartAt: 'M',
  States: { M: { Type: 'Map', ItemProcessor: processor, End: true, ...fields }, Caught: { Type: 'Succeed' } },
});
const only = (fields: object) => {
  const { StartAt, States } = map(fields);
  return { StartAt, States: { M: States.M } };
};

/** Tasks take as many seconds as their argument says; `running` is how many ran at once at most. */
function timed(running = { now: 0, most: 0 }): VirtualHost {
  return new VirtualHost({
    async callService({ arguments: seconds, signal }, host) {
      running.most = Math.max(running.most, ++running.now);
      await host.sleep(Number(seconds) * 1000, signal);
      running.now--;
      return seconds;
    },
  });
}

describe('an inline Map', () => {
  it('gives the outputs in the items’ order and keeps to MaxConcurrency', async () => {
    const running = { now: 0, most: 0 };
    const items = [5, 1, 3, 2, 4];
    expect(await run(only({ MaxConcurrency: 2 }), items, timed(running))).toEqual(items);
    expect(running.most).toBe(2);
  });

  it.each([
    [{}, 40],
    [{ MaxConcurrency: 0 }, 40],
    [{ MaxConcurrency: '{% 3 %}' }, 3],
  ])('with %j runs %i iterations at once', async (fields, most) => {
    const running = { now: 0, most: 0 };
    await run(only(fields), Array<number>(50).fill(1), timed(running));
    expect(running.most).toBe(most);
  });

  it('makes each iteration’s input of ItemSelector, which knows index and value', async () => {
    const ItemSelector = {
      at: '{% $states.context.Map.Item.Index %}',
      value: '{% $states.context.Map.Item.Value %}',
      all: '{% $count($states.input) %}',
    };
    const host = new VirtualHost({ callService: ({ arguments: input }) => Promise.resolve(input) });
    expect(await run(only({ ItemSelector }), ['a', 'b'], host)).toEqual([
      { at: 0, value: 'a', all: 2 },
      { at: 1, value: 'b', all: 2 },
    ]);
  });

  it('fails with its first failed iteration, aborts the others and starts no more', async () => {
    const host = new VirtualHost({
      async callService({ arguments: item, signal }, world) {
        if (item === 'bad') throw new StatesError('Boom');
        await world.sleep(1000, signal);
        return item;
      },
    });
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }];
    const output = await run(map({ MaxConcurrency: 2, Catch }), ['good', 'bad', 'late'], host);
    expect(output).toEqual({ Error: 'Boom', Cause: '' });
    expect(host.requests.map((request) => request.arguments)).toEqual(['good', 'bad']);
    expect(host.eventTypes.filter((type) => type.startsWith('Map'))).toEqual([
      'MapStateEntered',
      'MapStateStarted',
      'MapIterationStarted',
      'MapIterationStarted',
      'MapIterationFailed',
      'MapIterationAborted',
      'MapStateFailed',
      'MapStateExited',
    ]);
  });

  it('is repeated as a whole by its Retry', async () => {
    let calls = 0;
    const host = new VirtualHost({
      async callService({ arguments: item }) {
        if (++calls === 2) throw new StatesError('Once');
        return item;
      },
    });
    const Retry = [{ ErrorEquals: ['Once'] }];
    expect(await run(only({ MaxConcurrency: 1, Retry }), [1, 2], host)).toEqual([1, 2]);
    expect(host.eventTypes.filter((type) => type === 'MapStateStarted')).toHaveLength(2);
    expect(host.eventTypes).not.toContain('MapStateFailed');
  });

  it('takes no object, unlike a distributed one', async () => {
    const running = run(only({ Items: '{% {"a": 1} %}' }), {}, timed());
    await expect(running).rejects.toMatchObject({
      errorCause: expect.stringContaining("Expected 'array', but was 'object' for value: {\"a\":1}") as Json,
    });
  });
});
