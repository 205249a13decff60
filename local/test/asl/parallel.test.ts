import { StatesError } from '../../src/asl/index.ts';
import { run, VirtualHost } from '../../conformance/virtual-host.ts';

const task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true };
const branch = (name: string, fields: object) => ({
  StartAt: name,
  States: { [name]: { ...fields, End: true } },
});
const pass = (name: string) => branch(name, { Type: 'Pass' });

/** A task `fail` fails at once, any other after an hour. */
function oneFails(): VirtualHost {
  return new VirtualHost({
    async callService(request, host) {
      if (request.arguments === 'fail') throw new StatesError('Boom', 'it broke');
      await host.sleep(3_600_000, request.signal);
      return 'done';
    },
  });
}

describe('Parallel', () => {
  it('gives the outputs in the branches’ order, and its input or Arguments to each', async () => {
    const Branches = [pass('A'), branch('B', { Type: 'Wait', Seconds: 5 }), pass('C')];
    const definition = (fields: object) => ({
      StartAt: 'P',
      States: { P: { Type: 'Parallel', Branches, End: true, ...fields } },
    });
    expect(await run(definition({}), 7, new VirtualHost())).toEqual([7, 7, 7]);
    const fields = { Arguments: { n: '{% $states.input + 1 %}' }, Output: '{% $states.result[1] %}' };
    expect(await run(definition(fields), 7, new VirtualHost())).toEqual({ n: 8 });
  });

  // The chain as measured on AWS in 2026 (github.com/floci-io/floci, issue 2868).
  it('chains each branch’s events to its start, and goes on after the last of them', async () => {
    const host = new VirtualHost();
    await run(
      { StartAt: 'P', States: { P: { Type: 'Parallel', Branches: [pass('A')], End: true } } },
      {},
      host,
    );
    expect(host.events.map(({ type, previousEventId }) => [type, previousEventId])).toEqual([
      ['ParallelStateEntered', 0],
      ['ParallelStateStarted', 2],
      ['PassStateEntered', 3],
      ['PassStateExited', 4],
      ['ParallelStateSucceeded', 5],
      ['ParallelStateExited', 5],
    ]);
  });

  it('fails with its first failed branch and aborts the others', async () => {
    const host = oneFails();
    const Branches = [
      branch('Slow', { ...task, Arguments: 'slow' }),
      branch('Waiting', { Type: 'Wait', Seconds: 7200 }),
      branch('Failing', { ...task, Arguments: 'fail' }),
    ];
    const Catch = [{ ErrorEquals: ['Boom'], Next: 'Caught', Output: '{% $states.errorOutput %}' }];
    const definition = {
      StartAt: 'P',
      States: { P: { Type: 'Parallel', Branches, Catch, End: true }, Caught: { Type: 'Succeed' } },
    };
    expect(await run(definition, {}, host)).toEqual({ Error: 'Boom', Cause: 'it broke' });
    expect(host.requests[0]!.signal.aborted).toBe(true);
    expect(host.clock.pauses).toEqual([]);
    const types = host.eventTypes.slice(host.eventTypes.indexOf('TaskFailed'));
    expect(types.slice(1, 4).sort()).toEqual(['TaskStateAborted', 'TaskStateAborted', 'WaitStateAborted']);
    expect(types.slice(4)).toEqual([
      'ParallelStateFailed',
      'ParallelStateExited',
      'SucceedStateEntered',
      'SucceedStateExited',
    ]);
    const failed = host.events.find(({ type }) => type === 'TaskFailed')!;
    const parallelFailed = host.events.find(({ type }) => type === 'ParallelStateFailed')!;
    expect(parallelFailed.previousEventId).toBe(failed.id);
  });

  it('in an aborted branch is aborted after the states within it', async () => {
    const host = oneFails();
    const Branches = [
      branch('Inner', { Type: 'Parallel', Branches: [branch('Slow', { ...task, Arguments: 'slow' })] }),
      branch('Map', {
        Type: 'Map',
        Items: [1],
        ItemProcessor: branch('Waiting', { Type: 'Wait', Seconds: 9 }),
      }),
      branch('Failing', { ...task, Arguments: 'fail' }),
    ];
    const definition = { StartAt: 'P', States: { P: { Type: 'Parallel', Branches, End: true } } };
    await expect(run(definition, {}, host)).rejects.toMatchObject({ error: 'Boom' });
    const aborted = host.eventTypes.filter((type) => type.endsWith('Aborted'));
    expect(aborted.sort()).toEqual([
      'MapIterationAborted',
      'MapStateAborted',
      'ParallelStateAborted',
      'TaskStateAborted',
      'TaskStateAborted',
      'WaitStateAborted',
    ]);
    const index = (type: string) => host.eventTypes.lastIndexOf(type);
    expect(index('WaitStateAborted')).toBeLessThan(index('MapIterationAborted'));
    expect(index('MapIterationAborted')).toBeLessThan(index('MapStateAborted'));
  });

  // Measured on AWS in 2026 (floci issue 2868): a catcher that fails makes the state fail a second time.
  it('fails twice where its catcher’s Output fails', async () => {
    const host = new VirtualHost();
    const Branches = [{ StartAt: 'F', States: { F: { Type: 'Fail', Error: 'MyError' } } }];
    const Catch = [{ ErrorEquals: ['States.ALL'], Output: { v: '{% $nothing %}' }, Next: 'Done' }];
    const definition = {
      StartAt: 'P',
      States: { P: { Type: 'Parallel', Branches, Catch, End: true }, Done: { Type: 'Succeed' } },
    };
    await expect(run(definition, {}, host)).rejects.toMatchObject({ error: 'States.QueryEvaluationError' });
    expect(host.eventTypes).toEqual([
      'ParallelStateEntered',
      'ParallelStateStarted',
      'FailStateEntered',
      'ParallelStateFailed',
      'EvaluationFailed',
      'ParallelStateFailed',
    ]);
    expect(host.events[4]!.evaluationFailedEventDetails).toMatchObject({
      location: 'Catch[0]/Output/v',
      state: 'P',
    });
  });
});
