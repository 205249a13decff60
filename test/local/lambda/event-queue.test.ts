import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '../../../conformance/virtual-clock.ts';
import { lambdaError } from '../../../local/lambda/errors.ts';
import { createEventQueue } from '../../../local/lambda/event-queue.ts';
import type { InvocationResult } from '../../../local/lambda/invocations.ts';
import type { LambdaFunction } from '../../../local/lambda/lambda-function.ts';

const fn = { name: 'fn' } as LambdaFunction;
const request = { requestId: 'r', functionArn: 'arn', event: '{}' };
const done: InvocationResult = { payload: 'null', isFunctionError: false, logTail: Buffer.alloc(0) };
const failed: InvocationResult = { ...done, payload: '{"errorType":"E"}', isFunctionError: true };
const throttled = lambdaError('TooManyRequestsException', 'Rate Exceeded.');

let logs: string;
beforeEach(() => (logs = mkdtempSync(join(tmpdir(), 'queue-'))));
afterEach(() => rmSync(logs, { recursive: true }));

/** Delivers one event to a function whose attempts end so; tells the pauses between them and the log. */
async function deliver(outcome: (attempt: number) => InvocationResult | Error) {
  const time = new VirtualClock();
  const clock = { now: () => time.now(), sleep: time.sleep.bind(time), random: () => 0 };
  const requests: string[] = [];
  const ended = new Promise<void>((resolve) => {
    const queue = createEventQueue(
      {
        async invoke(_fn, { requestId }) {
          requests.push(requestId);
          const result = outcome(requests.length);
          if (result instanceof Error) throw result;
          return result;
        },
        stop: async () => undefined,
      },
      clock,
      logs,
    );
    queue.add(fn, request);
    const poll = () => (isOver(requests.length, outcome, logs) ? resolve() : setImmediate(poll));
    poll();
  });
  await ended;
  return { requests, seconds: time.pauses.map((pause) => pause / 1000), log: readLog(logs) };
}

function isOver(attempts: number, outcome: (attempt: number) => unknown, directory: string): boolean {
  return (attempts > 0 && outcome(attempts) === done) || readLog(directory) !== '';
}

function readLog(directory: string): string {
  try {
    return readFileSync(join(directory, 'fn.log'), 'utf8');
  } catch {
    return '';
  }
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

test('stopping drops what waits', async () => {
  const clock = { now: () => new Date(), random: () => 0, sleep: forever };
  const queue = createEventQueue({ invoke: async () => failed, stop: async () => undefined }, clock, logs);
  queue.add(fn, request);
  await queue.stop();
  expect(readLog(logs)).toContain('Event dropped: the local runtime stops.');
});

function forever(_milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((_resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
  });
}
