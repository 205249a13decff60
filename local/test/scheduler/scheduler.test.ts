import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '../../conformance/virtual-clock.ts';
import { createScheduler } from '../../src/scheduler/index.ts';
import { createService, ServiceError } from '../../src/service.ts';
import type { Call, Operation } from '../../src/service.ts';
import type { Resource, Stack } from '../../src/template/index.ts';
import { anyMember } from '../support/any-member.ts';

const machine = 'arn:aws:states:us-east-1:000000000000:stateMachine:nightly';
const fn = 'arn:aws:lambda:us-east-1:000000000000:function:echo';
const roleArn = 'arn:aws:iam::000000000000:role/schedule-role';
const scheduleArn = 'arn:aws:scheduler:us-east-1:000000000000:schedule/default/nightly';

function resource(logicalId: string, type: string, arn: string, physicalId = arn, properties = {}): Resource {
  return { logicalId, type, physicalId, attributes: { Arn: arn }, properties };
}

/** A stack with a machine, a function, a role and one schedule. */
function stackOf(properties: Record<string, unknown>, target: Record<string, unknown> = {}): Stack {
  const schedule = {
    ScheduleExpression: 'cron(0 2 * * ? *)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: machine, RoleArn: roleArn, Input: '{}', ...target },
    ...properties,
  };
  const resources = [
    resource('Machine', 'AWS::StepFunctions::StateMachine', machine),
    resource('Echo', 'AWS::Lambda::Function', fn, 'echo'),
    resource('Role', 'AWS::IAM::Role', roleArn, 'schedule-role'),
    resource('Nightly', 'AWS::Scheduler::Schedule', scheduleArn, 'nightly', schedule),
  ];
  return { name: 'test', accountId: '000000000000', region: 'us-east-1', directory: '', resources };
}

interface Called {
  at: string;
  input: Record<string, unknown>;
  call: Call;
}

let home: string;
beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'scheduler-'))));
afterEach(() => rmSync(home, { recursive: true }));

/** Runs the stack's schedule by a virtual clock that starts at 2024-01-01, until its target was called so often. */
async function run(stack: Stack, calls: number, answer: (count: number) => unknown = () => ({})) {
  const time = new VirtualClock();
  const clock = { now: () => time.now(), sleep: time.sleep.bind(time), random: () => 0.5 };
  const called: Called[] = [];
  const record = async (input: Record<string, unknown>, _state: undefined, call: Call) => {
    called.push({ at: time.now().toISOString(), input, call });
    return answer(called.length);
  };
  const services = [service('sfn', 'startExecution', record), service('lambda', 'invoke', record)];
  const scheduler = createScheduler({ home, stack, services: () => services, clock });
  const lines: string[] = [];
  await new Promise<void>((resolve) => {
    scheduler.start((line) => {
      lines.push(line);
      if (lines.length === calls) resolve();
    });
  });
  await scheduler.stop();
  return { called: called.slice(0, calls), lines: lines.slice(0, calls) };
}

function service(name: string, operation: string, run: Operation<undefined, never, unknown>['run']) {
  return createService(
    name,
    undefined,
    { [operation]: { members: anyMember, permissions: () => [], run } },
    () => undefined,
  );
}

function logged(): Record<string, unknown>[] {
  const lines = readFileSync(join(home, 'logs', 'scheduler.log'), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

const denied = new ServiceError(
  'AccessDeniedException',
  'User is not authorized to perform: states:StartExecution',
);

test('the target is called when it is due, as the role, with the context attributes', async () => {
  const input =
    '{"time":"<aws.scheduler.scheduled-time>","id":"<aws.scheduler.execution-id>",' +
    '"attempt":"<aws.scheduler.attempt-number>","arn":"<aws.scheduler.schedule-arn>"}';
  const { called, lines } = await run(stackOf({}, { Input: input }), 2, () => ({ executionArn: 'arn:e' }));
  expect(called.map(({ at }) => at)).toEqual(['2024-01-01T02:00:00.000Z', '2024-01-02T02:00:00.000Z']);
  expect(called[0]!.call.principal).toEqual({
    arn: 'arn:aws:sts::000000000000:assumed-role/schedule-role/nightly',
    roleName: 'schedule-role',
  });
  const [first, second] = called.map(({ input: sent }) => {
    expect(sent.stateMachineArn).toBe(machine);
    return JSON.parse(sent.input as string) as Record<string, string>;
  });
  expect(first).toMatchObject({ time: '2024-01-01T02:00:00Z', attempt: '1', arn: scheduleArn });
  expect(first!.id).toMatch(/^[0-9a-f-]{36}$/);
  expect(second!.id).not.toBe(first!.id);
  expect(lines[0]).toBe('Schedule nightly, due 2024-01-01T02:00:00Z, started arn:e.');
  expect(logged()[0]).toMatchObject({ schedule: 'nightly', kind: 'delivered', executionArn: 'arn:e' });
});

test('a function is called with an event that is not waited for', async () => {
  const { called } = await run(stackOf({}, { Arn: fn, Input: '{"a":1}' }), 1);
  expect(called[0]!.input).toEqual({ FunctionName: fn, InvocationType: 'Event', Payload: '{"a":1}' });
});

test('a rate without a start is due at once', async () => {
  const { called } = await run(stackOf({ ScheduleExpression: 'rate(6 hours)' }), 3);
  expect(called.map(({ at }) => at.slice(11, 16))).toEqual(['00:00', '06:00', '12:00']);
});

test('a flexible window delays the call, not the scheduled time', async () => {
  const window = { FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 30 } };
  const { called } = await run(stackOf(window, { Input: '"<aws.scheduler.scheduled-time>"' }), 1);
  // Half of the window, as the clock's chance is one half.
  expect(called[0]!.at).toBe('2024-01-01T02:15:00.000Z');
  expect(called[0]!.input.input).toBe('"2024-01-01T02:00:00Z"');
});

test('failed calls are repeated with growing pauses and counted', async () => {
  const input = '"<aws.scheduler.attempt-number>"';
  const { called, lines } = await run(stackOf({}, { Input: input }), 4, (count) => {
    if (count < 4) throw denied;
    return { executionArn: 'arn:e' };
  });
  expect(called.map(({ at }) => at.slice(14, 19))).toEqual(['00:00', '00:01', '00:03', '00:07']);
  expect(called.map(({ input: sent }) => sent.input)).toEqual(['"1"', '"2"', '"3"', '"4"']);
  expect(lines[0]).toMatch(
    /failed: User is not authorized .* \(AccessDeniedException\)\. Next attempt in 1 s\.$/,
  );
});

test('the pauses grow to 8 minutes', async () => {
  const { called } = await run(stackOf({}, {}), 12, (count) => {
    if (count < 12) throw denied;
    return { executionArn: 'arn:e' };
  });
  const times = called.map(({ at }) => Date.parse(at) / 1000);
  const pauses = times.slice(1).map((time, i) => time - times[i]!);
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 480, 480]);
});

test('a call is given up after its retries, with a dead letter as AWS writes it', async () => {
  const target = { RetryPolicy: { MaximumRetryAttempts: 1 }, DeadLetterConfig: { Arn: 'arn:queue' } };
  const { lines } = await run(stackOf({}, target), 2, () => {
    throw denied;
  });
  expect(lines[1]).toContain('is given up after 1 retries: User is not authorized');
  expect(logged()[1]).toMatchObject({
    kind: 'given up',
    deadLetterQueue: 'arn:queue',
    deadLetter: {
      ERROR_CODE: 'AccessDeniedException',
      EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
      RETRY_ATTEMPTS: '1',
      SCHEDULED_TIME: '2024-01-01T02:00:00Z',
      SCHEDULE_ARN: scheduleArn,
      TARGET_ARN: machine,
    },
  });
});

test('a call is given up when it is too old', async () => {
  const target = { RetryPolicy: { MaximumEventAgeInSeconds: 60 } };
  // After 0, 1, 3, 7, 15 and 31 s; the next attempt would be after 63 s.
  const { called } = await run(stackOf({}, target), 6, () => {
    throw denied;
  });
  expect(called).toHaveLength(6);
  expect(logged()[5]).toMatchObject({
    kind: 'given up',
    deadLetter: { EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds', RETRY_ATTEMPTS: '5' },
  });
});

test('the default policy gives up within a day', async () => {
  const { called } = await run(stackOf({ ScheduleExpression: 'at(2024-01-01T02:00:00)' }), 186, () => {
    throw denied;
  });
  const last = logged().at(-1)!;
  expect(last).toMatchObject({ kind: 'given up' });
  expect(Date.parse(called.at(-1)!.at)).toBeLessThanOrEqual(Date.parse('2024-01-02T02:00:00Z'));
});

test('what was slept through is made up for once', async () => {
  const stack = stackOf({ ScheduleExpression: 'rate(1 minute)', StartDate: '2024-01-01T00:00:00Z' });
  let now = Date.parse('2024-01-01T00:00:30Z');
  const at: string[] = [];
  const clock = {
    now: () => new Date(now),
    random: () => 0,
    // The first nap is a long sleep of the machine.
    async sleep(milliseconds: number, signal: AbortSignal) {
      await new Promise(setImmediate);
      signal.throwIfAborted();
      now += at.length === 0 ? 3_600_000 : milliseconds;
    },
  };
  await new Promise<void>((resolve) => {
    const services = [service('sfn', 'startExecution', async () => ({}))];
    const scheduler = createScheduler({ home, stack, services: () => services, clock });
    scheduler.start((line) => {
      at.push(/due (\S+),/.exec(line)![1]!);
      if (at.length === 3) void scheduler.stop().then(resolve);
    });
  });
  expect(at.slice(0, 3)).toEqual(['2024-01-01T00:01:00Z', '2024-01-01T01:01:00Z', '2024-01-01T01:02:00Z']);
});

test('what is disabled or over is not called', async () => {
  const time = new VirtualClock();
  const clock = { now: () => time.now(), sleep: time.sleep.bind(time), random: () => 0.5 };
  const stacks = [
    stackOf({ State: 'DISABLED', ScheduleExpression: 'rate(1 minute)' }),
    stackOf({ EndDate: '2023-12-31T00:00:00Z' }),
    stackOf({ ScheduleExpression: 'at(2023-12-31T00:00:00)' }),
  ];
  for (const stack of stacks) {
    const scheduler = createScheduler({ home, stack, services: () => [], clock });
    scheduler.start(() => undefined);
    expect(scheduler.upcoming()).toMatchObject([{ name: 'nightly', next: undefined }]);
    await scheduler.stop();
  }
  expect(existsSync(join(home, 'logs'))).toBe(false);
});

test('the next due time is told', () => {
  const time = new VirtualClock();
  const clock = { now: () => time.now(), sleep: time.sleep.bind(time), random: () => 0.5 };
  const stack = stackOf({ ScheduleExpressionTimezone: 'Europe/Berlin' });
  expect(createScheduler({ home, stack, services: () => [], clock }).upcoming()).toEqual([
    {
      name: 'nightly',
      expression: 'cron(0 2 * * ? *)',
      timezone: 'Europe/Berlin',
      enabled: true,
      next: new Date('2024-01-01T01:00:00Z'),
    },
  ]);
});

test.each<[string, Record<string, unknown>, Record<string, unknown>, string]>([
  [
    'an expression',
    { ScheduleExpression: 'cron(0 2 * * *)' },
    {},
    'ScheduleExpression: cron(0 2 * * *) is no sch',
  ],
  [
    'a time zone',
    { ScheduleExpressionTimezone: 'Mars' },
    {},
    'ScheduleExpressionTimezone: must be a time zone',
  ],
  ['a state', { State: 'ON' }, {}, 'State: must be ENABLED or DISABLED, but is "ON"'],
  ['a date', { StartDate: 'soon' }, {}, 'StartDate: must be a time like'],
  [
    'a window',
    { FlexibleTimeWindow: { Mode: 'FLEXIBLE' } },
    {},
    'MaximumWindowInMinutes: must be a whole number from 1',
  ],
  [
    'a target',
    {},
    { Arn: 'arn:aws:scheduler:::aws-sdk:sfn:startExecution' },
    'Target.Arn: must be a state machine or',
  ],
  ['parameters of other targets', {}, { SqsParameters: {} }, 'Target.SqsParameters: is not supported'],
  ['a role elsewhere', {}, { RoleArn: 'arn:x' }, 'Target.RoleArn: the template has no role arn:x'],
  ['an input that is no JSON', {}, { Input: 'x' }, 'Target.Input: must be JSON, but is "x"'],
  ['no input', {}, { Input: undefined }, 'Target.Input: must be text, but is missing'],
  [
    'too long a life',
    {},
    { RetryPolicy: { MaximumEventAgeInSeconds: 1 } },
    'must be a whole number from 60 to 86400',
  ],
])('%s that cannot be carried out is refused', (_what, properties, target, message) => {
  const create = () => createScheduler({ home, stack: stackOf(properties, target), services: () => [] });
  expect(create).toThrow('Resources.Nightly.Properties');
  expect(create).toThrow(message);
});
