import type { Json } from '../../src/asl/host.ts';
import { run, VirtualHost } from '../../conformance/virtual-host.ts';

const tooMuch = { error: 'States.DataLimitExceeded' };
const text = (bytes: number) => `{% $pad('', ${bytes}, 'x') %}`;

/** Counts to a number by two states, each with two events. */
const countTo = (n: number) => ({
  StartAt: 'Start',
  States: {
    Start: { Type: 'Pass', Next: 'Zero' },
    Zero: { Type: 'Pass', Assign: { i: 0 }, Next: 'Count' },
    Count: { Type: 'Pass', Assign: { i: '{% $i + 1 %}' }, Next: 'More' },
    More: { Type: 'Choice', Choices: [{ Condition: `{% $i < ${n} %}`, Next: 'Count' }], Default: 'Last' },
    Last: { Type: 'Succeed' },
  },
});

// https://docs.aws.amazon.com/step-functions/latest/dg/bp-history-limit.html
describe('the history', () => {
  // 1 + 4 + 4 n + 2 events, and the end.
  it('ends with event 25,000 where that is the end', async () => {
    const host = new VirtualHost();
    expect(await run(countTo(6_248), 7, host)).toBe(7);
    expect(host.events.at(-1)!.id).toBe(24_999);
  });

  it('that is full fails the execution, which no Catch handles', async () => {
    const host = new VirtualHost();
    const looping = {
      StartAt: 'Again',
      States: {
        Again: { Type: 'Pass', Next: 'Loop' },
        Loop: { Type: 'Pass', Next: 'Again' },
        End: { Type: 'Succeed' },
      },
    };
    const machine = {
      StartAt: 'Both',
      States: {
        Both: {
          Type: 'Parallel',
          Branches: [
            {
              ...looping,
              States: {
                ...looping.States,
                Loop: { Type: 'Choice', Choices: [{ Condition: true, Next: 'Again' }], Default: 'End' },
              },
            },
          ],
          Retry: [{ ErrorEquals: ['States.ALL'] }],
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
          Next: 'Caught',
        },
        Caught: { Type: 'Succeed' },
      },
    };
    await expect(run(machine, {}, host)).rejects.toMatchObject({
      error: 'States.Runtime',
      errorCause: 'The execution reached the maximum number of history events (25000).',
    });
    expect(host.events.at(-1)!.id).toBe(24_999);
  });
});

// https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html; the quotes of a text count.
describe('a payload', () => {
  const inner = { StartAt: 'In', States: { In: { Type: 'Pass', Output: 1, End: true } } };
  const states: Record<string, (bytes: number) => object> = {
    'the output of a state': (bytes) => ({ Type: 'Pass', Output: text(bytes) }),
    'the input of branches': (bytes) => ({ Type: 'Parallel', Arguments: text(bytes), Branches: [inner] }),
    'the input of an iteration': (bytes) => ({
      Type: 'Map',
      Items: [1],
      ItemSelector: text(bytes),
      ItemProcessor: inner,
    }),
    'the result of a Map, whatever its Output': (bytes) => ({
      Type: 'Map',
      Items: [1],
      // Brackets around it.
      ItemProcessor: { StartAt: 'In', States: { In: { Type: 'Pass', Output: text(bytes - 2), End: true } } },
      Output: 1,
    }),
    'the result of a Parallel, whatever its Output': (bytes) => ({
      Type: 'Parallel',
      Branches: [{ StartAt: 'In', States: { In: { Type: 'Pass', Output: text(bytes - 2), End: true } } }],
      Output: 1,
    }),
  };

  it.each(Object.keys(states))('%s holds 262,144 bytes and not one more', async (name) => {
    const machine = (bytes: number) => ({
      StartAt: 'S',
      States: { S: { ...states[name]!(bytes - 2), End: true } },
    });
    await expect(run(machine(262_144), {}, new VirtualHost())).resolves.toBeDefined();
    await expect(run(machine(262_145), {}, new VirtualHost())).rejects.toMatchObject(tooMuch);
  });
});

// https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
describe('variables', () => {
  const quarter = 262_000;
  /** Assigns as many variables of 262,002 bytes each. */
  const assigning = (count: number, Last: object = { Type: 'Succeed', Output: 'done' }) => {
    const names = Array.from({ length: count }, (_, n) => `v${n}`);
    const states = names.map((name, n): [string, Json] => [
      name,
      { Type: 'Pass', Assign: { [name]: text(quarter) }, Next: names[n + 1] ?? 'Last' },
    ]);
    return { StartAt: names[0]!, States: { ...Object.fromEntries(states), Last } };
  };

  it('of one Assign hold 262,144 bytes', async () => {
    const machine = {
      StartAt: 'S',
      States: { S: { Type: 'Pass', Assign: { a: text(131_072), b: text(131_072) }, End: true } },
    };
    await expect(run(machine, {}, new VirtualHost())).rejects.toMatchObject(tooMuch);
  });

  it('hold 10 MiB together', async () => {
    await expect(run(assigning(40), {}, new VirtualHost())).resolves.toBe('done');
    await expect(run(assigning(41), {}, new VirtualHost())).rejects.toMatchObject(tooMuch);
  });

  it('count those of branches as long as these run', async () => {
    const branch = {
      StartAt: 'Own',
      States: {
        Own: { Type: 'Pass', Assign: { own: text(quarter) }, Next: 'OwnEnd' },
        OwnEnd: { Type: 'Pass', Output: 1, End: true },
      },
    };
    const map = { Type: 'Map', Items: [1, 2, 3], MaxConcurrency: 1, ItemProcessor: branch, End: true };
    await expect(run(assigning(39, map), {}, new VirtualHost())).resolves.toEqual([1, 1, 1]);
    await expect(run(assigning(40, map), {}, new VirtualHost())).rejects.toMatchObject(tooMuch);
  });
});

it('at most 40 iterations run side by side', async () => {
  let [running, most] = [0, 0];
  const host = new VirtualHost({
    async callService() {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      running--;
      return {};
    },
  });
  const task = { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:glue:getTable', End: true };
  const map = {
    Type: 'Map',
    Items: '{% [1..100] %}',
    MaxConcurrency: 1_000,
    ItemProcessor: { StartAt: 'T', States: { T: task } },
    End: true,
  };
  await run({ StartAt: 'M', States: { M: map } }, {}, host);
  expect(most).toBe(40);
});

it('a Wait is not longer than a timer of AWS’s', async () => {
  const machine = (Timestamp: string) => ({
    StartAt: 'W',
    States: { W: { Type: 'Wait', Timestamp, Output: 'waited', End: true } },
  });
  // Recorded: 24,856 days from 2024-01-01.
  await expect(run(machine('2092-01-20T00:00:00.000Z'), {}, new VirtualHost())).rejects.toMatchObject({
    error: 'States.Runtime',
    errorCause: expect.stringContaining('Wait state delay is too long.') as string,
  });
  await expect(run(machine('2092-01-19T00:00:00.000Z'), {}, new VirtualHost())).resolves.toBe('waited');
});
