import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '../../conformance/virtual-clock.ts';
import type { Clock } from '../../src/clock.ts';
import { lambdaError } from '../../src/lambda/errors.ts';
import { createEventQueue } from '../../src/lambda/event-queue.ts';
import { eventStore } from '../../src/lambda/event-store.ts';
import type { InvocationResult, Invocations } from '../../src/lambda/invocations.ts';
import type { LambdaFunction } from '../../src/lambda/lambda-function.ts';

const fn = { name: 'fn' } as LambdaFunction;
const request = { requestId: 'r', functionArn: 'arn', event: '{}' };
const done: InvocationResult = {
  payload: Buffer.from('null'),
  isFunctionError: false,
  logTail: Buffer.alloc(0),
};
const failed: InvocationResult = {
  ...done,
  payload: Buffer.from('{"errorType":"E"}'),
  isFunctionError: true,
};
const throttled = lambdaError('TooManyRequestsException', 'Rate Exceeded.');

let home: string;
beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'queue-'))));
afterEach(() => rmSync(home, { recursive: true }));

function queueIn(
  directory: string,
  invoke: Invocations['invoke'],
  clock: Clock,
  functions = new Map([[fn.name, fn]]),
) {
  const invocations = { invoke, stop: async () => undefined };
  const logs = join(directory, 'logs');
  return createEventQueue({ functions, invocations, store: eventStore(directory), clock, logs });
}

/** Delivers one event to a function whose attempts end so; tells the pauses between them and the log. */
async function deliver(outcome: (attempt: number) => InvocationResult | Error, begin = add) {
  const time = new VirtualClock();
  const requests: string[] = [];
  const queue = queueIn(
    home,
    async (_fn, { requestId }) => {
      requests.push(requestId);
      const result = outcome(requests.length);
      if (result instanceof Error) throw result;
      return result;
    },
    clockOf(time),
  );
  begin(queue);
  await untilEmpty();
  return { requests, seconds: time.pauses.map((pause) => pause / 1000), log: readLog() };
}

type Queue = ReturnType<typeof createEventQueue>;
const add = (queue: Queue) => queue.add(fn, request);
const start = (queue: Queue) => queue.start();

function clockOf(time: VirtualClock): Clock {
  return { now: () => time.now(), sleep: time.sleep.bind(time), random: () => 0 };
}

/** No event is kept once it is delivered or given up. */
async function untilEmpty(): Promise<void> {
  while (waiting().length > 0) await new Promise(setImmediate);
}

function waiting(): string[] {
  return readdirSync(join(home, 'lambda', 'events'));
}

function readLog(): string {
  const file = join(home, 'logs', 'fn.log');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

// The figures: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
test('an event whose function fails is tried twice more, after one and after two minutes, and dropped', async () => {
  const { requests, seconds, log } = await deliver(() => failed);
  expect(requests).toEqual(['r', 'r', 'r']);
  expect(seconds).toEqual([60, 120]);
  expect(log).toMatch(/Z r Event dropped: the function failed 3 times, last with \{"errorType":"E"\}\n$/);
});

test('it is not tried again once it succeeded', async () => {
  expect(await deliver((attempt) => (attempt === 1 ? failed : done))).toMatchObject({
    seconds: [60],
    log: '',
  });
});

test('what is throttled is tried again after 1 s, then 2 s, up to 5 minutes, for 6 hours', async () => {
  const { seconds, log } = await deliver(() => throttled);
  expect(seconds.slice(0, 11)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
  const total = seconds.reduce((sum, pause) => sum + pause, 0);
  expect(total).toBeLessThanOrEqual(6 * 3600);
  expect(total).toBeGreaterThan(6 * 3600 - 300);
  expect(log).toContain('after 6 hours it is still refused with TooManyRequestsException: Rate Exceeded.');
});

test('throttling takes no attempt away', async () => {
  const { requests, seconds } = await deliver((attempt) => (attempt <= 2 ? throttled : failed));
  expect(requests).toHaveLength(5);
  expect(seconds).toEqual([1, 2, 60, 120]);
});

test('what waits when the runtime stops is delivered after the next start', async () => {
  const queue = queueIn(home, async () => failed, {
    now: () => new Date(0),
    random: () => 0,
    sleep: forever,
  });
  queue.add(fn, request);
  await new Promise(setImmediate);
  await queue.stop();
  expect([waiting(), readLog()]).toEqual([['r.json'], '']);
  expect(await deliver(() => done, start)).toEqual({ requests: ['r'], seconds: [], log: '' });
});

test('an event is kept before its delivery begins, and found after a crash with the errors that it had', async () => {
  const died = queueIn(home, async () => failed, { ...clockOf(new VirtualClock()), sleep: forever });
  died.add(fn, request);
  expect(waiting()).toEqual(['r.json']);
  await new Promise(setImmediate);
  // The process ends here, and nothing stops the queue.
  const { requests, seconds, log } = await deliver(() => failed, start);
  expect(requests).toEqual(['r', 'r']);
  expect(seconds).toEqual([120]);
  expect(log).toContain('the function failed 3 times');
});

test('an attempt that the end of the runtime cuts off does not count', async () => {
  let end: (result: InvocationResult) => void = () => undefined;
  const cut = queueIn(home, () => new Promise((resolve) => (end = resolve)), {
    now: () => new Date(0),
    random: () => 0,
    sleep: forever,
  });
  cut.add(fn, request);
  const stopped = cut.stop();
  end(failed);
  await stopped;
  expect(eventStore(home).all()).toMatchObject([{ functionName: 'fn', request, errors: 0 }]);
});

test('an event whose function is gone from the template is dropped', async () => {
  eventStore(home).write({ functionName: 'fn', request, accepted: 0, errors: 0 });
  queueIn(home, async () => done, clockOf(new VirtualClock()), new Map()).start();
  await untilEmpty();
  expect(readLog()).toContain('Event dropped: the function is no longer in the template.');
});

function forever(_milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((_resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
  });
}
