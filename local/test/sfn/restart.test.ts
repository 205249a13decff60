import { appendFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DescribeMapRunCommandOutput, ListExecutionsCommandOutput } from '@aws-sdk/client-sfn';
import {
  cleanUp,
  executionArn,
  machineArn,
  newHome,
  oneState,
  passThrough,
  startService,
  waitLong,
} from './service-under-test.ts';

afterEach(cleanUp);

const machines = { pass: passThrough, wait: waitLong };

/** The home as it would lie there if the process had been killed now. */
function killed(home: string): string {
  const copy = newHome();
  cpSync(home, copy, { recursive: true });
  return copy;
}

test('executions of an earlier process are found again', async () => {
  const first = startService(machines);
  const record = await first.run('pass', { a: 1 }, 'one');
  await first.service.stop();

  const second = startService(machines, { home: first.home });
  const executionArnOfOne = executionArn('pass', 'one');
  expect(await second.service.whenDone(executionArnOfOne)).toEqual(record);
  expect(await second.call('describeExecution', { executionArn: executionArnOfOne })).toMatchObject({
    status: 'SUCCEEDED',
    output: '{"a":1}',
  });
  const { executions } = await second.call<ListExecutionsCommandOutput>('listExecutions', {
    stateMachineArn: machineArn('pass'),
  });
  expect(executions).toMatchObject([{ name: 'one', status: 'SUCCEEDED' }]);
  const { events } = await second.call<{ events: unknown[] }>('getExecutionHistory', {
    executionArn: executionArnOfOne,
  });
  expect(events).toHaveLength(4);
  await expect(second.run('pass', { a: 1 }, 'one')).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' });
});

test('what ran when the process died is found as ABORTED, at the time of its last event', async () => {
  const first = startService(machines);
  await first.call('startExecution', { stateMachineArn: machineArn('wait'), name: 'one' });
  const home = killed(first.home);

  const { call } = startService(machines, { home });
  const executionArnOfOne = executionArn('wait', 'one');
  const { events } = await call<{ events: { type: string; timestamp: Date }[] }>('getExecutionHistory', {
    executionArn: executionArnOfOne,
  });
  expect(events).toMatchObject([
    { id: 1, type: 'ExecutionStarted' },
    { id: 2, type: 'WaitStateEntered' },
    { id: 3, type: 'ExecutionAborted', previousEventId: 0 },
  ]);
  expect(await call('describeExecution', { executionArn: executionArnOfOne })).toMatchObject({
    status: 'ABORTED',
    cause: 'The local runtime ended while this execution was running.',
    stopDate: events[1]!.timestamp,
    redriveStatus: 'REDRIVABLE',
  });
  const { executions } = await call<ListExecutionsCommandOutput>('listExecutions', {
    stateMachineArn: machineArn('wait'),
    statusFilter: 'ABORTED',
  });
  expect(executions).toHaveLength(1);
});

test('a history with an end is the truth where the record was not written any more', async () => {
  const first = startService(machines);
  const record = await first.run('pass', { a: 1 }, 'one');
  const running = { ...record, status: 'RUNNING', stopDate: undefined, output: undefined };
  const home = killed(first.home);
  writeFileSync(join(home, 'states', 'pass', 'one', 'execution.json'), JSON.stringify(running));
  const index = join(home, 'states', 'pass.executions.jsonl');
  writeFileSync(index, readFileSync(index, 'utf8').split('\n')[0] + '\n');

  const { call } = startService(machines, { home });
  expect(await call('describeExecution', { executionArn: executionArn('pass', 'one') })).toMatchObject({
    status: 'SUCCEEDED',
    output: '{"a":1}',
  });
  const { events } = await call<{ events: unknown[] }>('getExecutionHistory', {
    executionArn: executionArn('pass', 'one'),
  });
  expect(events).toHaveLength(4);
});

test('an event that was half written is dropped', async () => {
  const first = startService(machines);
  await first.call('startExecution', { stateMachineArn: machineArn('wait'), name: 'one' });
  const home = killed(first.home);
  appendFileSync(join(home, 'states', 'wait', 'one', 'history.jsonl'), '[3,2,17959');

  const { call } = startService(machines, { home });
  const { events } = await call<{ events: unknown[] }>('getExecutionHistory', {
    executionArn: executionArn('wait', 'one'),
  });
  expect(events).toMatchObject([{ id: 1 }, { id: 2 }, { id: 3, type: 'ExecutionAborted' }]);
});

test('a start of which only the first line was written is forgotten, and its name free', async () => {
  const home = newHome();
  const first = startService(machines, { home });
  await first.run('pass', {}, 'one');
  appendFileSync(
    join(home, 'states', 'pass.executions.jsonl'),
    JSON.stringify({ name: 'two', startDate: '2026-01-01T00:00:00.000Z', status: 'RUNNING' }) + '\n',
  );
  await first.service.stop();

  const { call, run } = startService(machines, { home });
  const { executions } = await call<ListExecutionsCommandOutput>('listExecutions', {
    stateMachineArn: machineArn('pass'),
  });
  expect(executions?.map(({ name }) => name)).toEqual(['one']);
  expect(await run('pass', {}, 'two')).toMatchObject({ status: 'SUCCEEDED' });
});

test('map runs and children that ran are found as ABORTED, too', async () => {
  const wait = { Wait: { Type: 'Wait', Seconds: '{% $states.input %}', End: true } };
  const map = oneState('Map', {
    Type: 'Map',
    Label: 'Each',
    Items: [0, 86_400],
    ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: 'Wait',
      States: wait,
    },
  });
  const first = startService({ map });
  await first.call('startExecution', { stateMachineArn: machineArn('map'), name: 'one' });
  const children = async ({ call }: typeof first) => {
    const { mapRuns } = await call<{ mapRuns: { mapRunArn: string }[] }>('listMapRuns', {
      executionArn: executionArn('map', 'one'),
    });
    const mapRunArn = mapRuns[0]?.mapRunArn;
    if (mapRunArn === undefined) return { mapRunArn, statuses: [] };
    const { executions } = await call<ListExecutionsCommandOutput>('listExecutions', { mapRunArn });
    return { mapRunArn, statuses: executions!.map(({ status }) => status).sort() };
  };
  while ((await children(first)).statuses.join() !== 'RUNNING,SUCCEEDED') {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const home = killed(first.home);

  const second = startService({ map }, { home });
  const { mapRunArn, statuses } = await children(second);
  expect(statuses).toEqual(['ABORTED', 'SUCCEEDED']);
  const run = await second.call<DescribeMapRunCommandOutput>('describeMapRun', { mapRunArn });
  expect(run.status).toBe('ABORTED');
  expect(run.itemCounts).toMatchObject({ total: 2, succeeded: 1, aborted: 1, running: 0 });
});

test('stop aborts what runs, waits for it, and lets nothing start any more', async () => {
  const { service, call } = startService(machines);
  await call('startExecution', { stateMachineArn: machineArn('wait'), name: 'one' });
  const done = service.whenDone(executionArn('wait', 'one'));
  await service.stop();
  expect(await done).toMatchObject({ status: 'ABORTED', cause: 'The local runtime was stopped.' });
  expect(await call('describeExecution', { executionArn: executionArn('wait', 'one') })).toMatchObject({
    status: 'ABORTED',
  });
  await expect(call('startExecution', { stateMachineArn: machineArn('pass') })).rejects.toMatchObject({
    code: 'ServiceUnavailable',
  });
});
