import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ServiceError } from '../../src/service.ts';
import {
  cleanUp,
  executionArn,
  machineArn,
  passThrough,
  startService,
  waitLong,
} from './service-under-test.ts';

afterEach(cleanUp);

const stateMachineArn = machineArn('pass');

test('an execution without a name gets a UUID, and without an input an empty object', async () => {
  const { call, service } = startService({ pass: passThrough });
  const started = await call<{ executionArn: string; startDate: Date }>('startExecution', {
    stateMachineArn,
  });
  const record = await service.whenDone(started.executionArn);
  expect(record.name).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(record).toMatchObject({
    executionArn: executionArn('pass', record.name),
    stateMachineArn,
    status: 'SUCCEEDED',
    input: '{}',
    output: '{}',
    roleArn: 'arn:aws:iam::000000000000:role/pass-role',
    redriveCount: 0,
  });
  expect(record.startDate).toBe(started.startDate.toISOString());
});

test('the execution stands on disk as it is described', async () => {
  const { home, run } = startService({ pass: passThrough });
  const record = await run('pass', { a: 1 }, 'one');
  const file = readFileSync(join(home, 'states', 'pass', 'one', 'execution.json'), 'utf8');
  expect(JSON.parse(file)).toEqual(record);
});

// The characters that StartExecution's reference forbids, one of each kind.
test.each([
  'a b',
  'a<b',
  'a{b',
  'a[b',
  'a?',
  'a*',
  'a"',
  'a#',
  'a%',
  'a\\',
  'a^',
  'a|',
  'a~',
  'a`',
  'a$',
  'a&',
  'a,',
  'a;',
  'a:b',
  'a/b',
  'a\u0007',
  'a\u0085',
  'a\ufffe',
  'a\ud83d\ude00',
])('the name %j is refused as InvalidName', async (name) => {
  const { call } = startService({ pass: passThrough });
  await expect(call('startExecution', { stateMachineArn, name })).rejects.toMatchObject({
    code: 'InvalidName',
    statusCode: 400,
  });
});

test.each(['.', '..'])('the name %j is refused, which could not be a directory', async (name) => {
  const { call } = startService({ pass: passThrough });
  await expect(call('startExecution', { stateMachineArn, name })).rejects.toMatchObject({
    code: 'InvalidName',
  });
});

test.each(['', 'x'.repeat(81)])('a name of length out of 1 to 80 is refused by validation', async (name) => {
  const { call } = startService({ pass: passThrough });
  await expect(call('startExecution', { stateMachineArn, name })).rejects.toMatchObject({
    code: 'ValidationException',
  });
});

test.each(['run_1-A', 'x'.repeat(80), 'läuft.v2', 'nächte(1)'])('the name %j is taken', async (name) => {
  const { run } = startService({ pass: passThrough });
  expect(await run('pass', {}, name)).toMatchObject({ name, status: 'SUCCEEDED' });
});

test('input that is not JSON is refused as InvalidExecutionInput', async () => {
  const { call } = startService({ pass: passThrough });
  const start = call('startExecution', { stateMachineArn, input: '{"a":' });
  await expect(start).rejects.toMatchObject({ code: 'InvalidExecutionInput' });
  await expect(start).rejects.toThrow(/^Invalid State Machine Execution Input: '/);
});

test('input above 262,144 bytes of UTF-8 is refused', async () => {
  const { call } = startService({ pass: passThrough });
  const ofBytes = (bytes: number) => JSON.stringify('é'.repeat((bytes - 2) / 2));
  await call('startExecution', { stateMachineArn, input: ofBytes(262_144) });
  await expect(call('startExecution', { stateMachineArn, input: ofBytes(262_146) })).rejects.toMatchObject({
    code: 'ValidationException',
  });
});

test('a machine that is not there, and an ARN that is none, are refused', async () => {
  const { call } = startService({ pass: passThrough });
  const missing = machineArn('other');
  await expect(call('startExecution', { stateMachineArn: missing })).rejects.toMatchObject({
    code: 'StateMachineDoesNotExist',
    message: `State Machine Does Not Exist: '${missing}'`,
  });
  for (const arn of ['pass', executionArn('pass', 'x')]) {
    await expect(call('startExecution', { stateMachineArn: arn })).rejects.toMatchObject({
      code: 'InvalidArn',
    });
  }
  await expect(call('startExecution')).rejects.toMatchObject({ code: 'ValidationException' });
});

test('members that are no texts are refused, and null is as good as absent', async () => {
  const { call } = startService({ pass: passThrough });
  for (const wrong of [{ name: 5 }, { input: {} }]) {
    await expect(call('startExecution', { stateMachineArn, ...wrong })).rejects.toMatchObject({
      code: 'SerializationException',
    });
  }
  await call('startExecution', { stateMachineArn, name: null, input: null });
});

test('starting again with the same name and input while it runs gives the same execution', async () => {
  const { call } = startService({ wait: waitLong });
  const start = (input: string) =>
    call('startExecution', { stateMachineArn: machineArn('wait'), name: 'once', input });
  const first = await start('{"a":1}');
  expect(await start('{"a":1}')).toEqual(first);
  await expect(start('{"a":2}')).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' });
  expect(
    (await call<{ executions: unknown[] }>('listExecutions', { stateMachineArn: machineArn('wait') }))
      .executions,
  ).toHaveLength(1);
});

test('the name of an execution that has ended is used up, whatever the input', async () => {
  const { call, run } = startService({ pass: passThrough });
  await run('pass', {}, 'once');
  const again = call('startExecution', { stateMachineArn, name: 'once', input: '{}' });
  await expect(again).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' });
  await expect(again).rejects.toThrow(`Execution Already Exists: '${executionArn('pass', 'once')}'`);
});

test('starting needs states:StartExecution on the machine', async () => {
  const asked: unknown[] = [];
  const { call } = startService(
    { pass: passThrough },
    {
      authorize: (permissions) => {
        asked.push(...permissions);
        throw new ServiceError('AccessDeniedException', 'no');
      },
    },
  );
  await expect(call('startExecution', { stateMachineArn })).rejects.toMatchObject({
    code: 'AccessDeniedException',
  });
  expect(asked).toEqual([{ action: 'states:StartExecution', resource: stateMachineArn }]);
});
