/** An execution whose process dies at any moment is found as ABORTED and, redriven, ends as if nothing had happened. */
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { GetExecutionHistoryCommandOutput } from '@aws-sdk/client-sfn';
import { systemClock } from '../../src/clock.ts';
import { cleanUp, executionArn, fakeService, newHome, startService } from './service-under-test.ts';

afterEach(cleanUp);

const task = (payload: string, more: object = { End: true }) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: 'work', Payload: payload },
  Output: '{% $states.result.Payload %}',
  ...more,
});

/** Something of everything that a history holds: variables, branches within iterations, a caught error, a map run. */
const machine = {
  QueryLanguage: 'JSONata',
  StartAt: 'Start',
  States: {
    Start: { Type: 'Pass', Assign: { base: 10 }, Next: 'Fan' },
    Fan: {
      Type: 'Parallel',
      Branches: [
        {
          StartAt: 'Inner',
          States: {
            Inner: {
              Type: 'Map',
              Items: [1, 2, 3],
              MaxConcurrency: 2,
              ItemProcessor: {
                StartAt: 'Keep',
                States: {
                  Keep: { Type: 'Pass', Assign: { mine: '{% $states.input + $base %}' }, Next: 'Use' },
                  Use: task('{% $mine %}'),
                },
              },
              End: true,
            },
          },
        },
        {
          StartAt: 'Risk',
          States: {
            Risk: task('broken', { Catch: [{ ErrorEquals: ['Broken'], Next: 'Caught' }], Next: 'Caught' }),
            Caught: { Type: 'Succeed', Output: '{% $states.input.Error %}' },
          },
        },
      ],
      Assign: { fanned: '{% $states.result %}' },
      Next: 'Each',
    },
    Each: {
      Type: 'Map',
      Label: 'Each',
      Items: [1, 2, 3, 4, 5],
      ItemBatcher: { MaxItemsPerBatch: 2 },
      MaxConcurrency: 2,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'Batch',
        States: { Batch: task('{% $sum($states.input.Items) %}') },
      },
      Next: 'Last',
    },
    Last: { Type: 'Pass', Output: { fanned: '{% $fanned %}', each: '{% $states.input %}' }, End: true },
  },
};
const output = {
  fanned: [[{ done: 11 }, { done: 12 }, { done: 13 }], 'Broken'],
  each: [{ done: 3 }, { done: 7 }, { done: 5 }],
};
const arn = executionArn('machine', 'one');

const lambda = fakeService('lambda', {
  async invoke({ Payload }: { Payload: Uint8Array }) {
    const payload = JSON.parse(Buffer.from(Payload).toString()) as unknown;
    await setImmediate();
    const broken = payload === 'broken';
    const answer = broken ? { errorType: 'Broken' } : { done: payload };
    return {
      StatusCode: 200,
      ...(broken && { FunctionError: 'Unhandled' }),
      Payload: Buffer.from(JSON.stringify(answer)),
    };
  },
});

function copyOf(home: string): string {
  const copy = newHome();
  cpSync(home, copy, { recursive: true });
  return copy;
}

const historyIn = (home: string) => join(home, 'states', 'machine', 'one', 'history.jsonl');
const historyOf = (home: string) =>
  existsSync(historyIn(home)) ? readFileSync(historyIn(home), 'utf8') : '';

/** The homes between two moments if the write to the history was cut off after each of its lines. */
function cutWrites(before: string, after: string): string[] {
  const written = historyOf(before);
  const lines = historyOf(after).slice(written.length).split('\n').slice(0, -1);
  return lines.slice(1).map((_, last) => {
    const home = copyOf(before);
    const kept = lines.slice(0, last + 1).map((line) => `${line}\n`);
    writeFileSync(historyIn(home), written + kept.join(''));
    return home;
  });
}

/** The home as it lay there at each of the moments at which the service looked at the clock. */
async function momentsOf(
  run: (service: ReturnType<typeof startService>) => Promise<unknown>,
  home = newHome(),
) {
  const moments: string[] = [];
  const now = () => {
    moments.push(copyOf(home));
    return new Date();
  };
  const service = startService({ machine }, { fakes: [lambda], clock: { ...systemClock, now }, home });
  await run(service);
  await service.service.stop();
  return moments;
}

async function recover(home: string) {
  const { call, service, run } = startService({ machine }, { fakes: [lambda], home });
  const found = await service.whenDone(arn).catch(() => undefined);
  if (!found) return run('machine', {}, 'one');
  expect(['ABORTED', 'SUCCEEDED']).toContain(found.status);
  if (found.status === 'ABORTED') await call('redriveExecution', { executionArn: arn });
  const ended = await service.whenDone(arn);
  const { events } = await call<GetExecutionHistoryCommandOutput>('getExecutionHistory', {
    executionArn: arn,
  });
  expect(events!.map(({ id }) => id)).toEqual(events!.map((_, i) => i + 1));
  // What had been left is not left again.
  const exits = events!.filter(({ stateExitedEventDetails }) => stateExitedEventDetails);
  expect(exits).toHaveLength(13);
  return ended;
}

test('at any moment of a run', async () => {
  const moments = await momentsOf(({ run }) => run('machine', {}, 'one'));
  const cut = moments.slice(1).flatMap((after, i) => cutWrites(moments[i]!, after));
  expect(moments.length + cut.length).toBeGreaterThan(80);
  for (const home of [...moments, ...cut]) {
    const ended = await recover(home);
    expect(ended.status).toBe('SUCCEEDED');
    expect(JSON.parse(ended.output!)).toEqual(output);
  }
}, 120_000);

test('at any moment of a redrive', async () => {
  const moments = await momentsOf(({ run }) => run('machine', {}, 'one'));
  const killed = moments[Math.floor(moments.length / 2)]!;
  const again = await momentsOf(async ({ call, service }) => {
    await call('redriveExecution', { executionArn: arn });
    return service.whenDone(arn);
  }, killed);
  for (const home of again) expect(JSON.parse((await recover(home)).output!)).toEqual(output);
}, 120_000);
