import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UnderTest } from '../service-under-test.ts';
import {
  cleanUp,
  executionArn,
  fakeService,
  machineArn,
  oneTask,
  startService,
  waitLong,
} from '../service-under-test.ts';

afterEach(cleanUp);

const token = '{% $states.context.Task.Token %}';

async function until<T>(found: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (;;) {
    const value = await found();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

async function begun({ call, service }: UnderTest) {
  const stateMachineArn = machineArn('parent');
  await call('startExecution', { stateMachineArn, name: 'one' });
  return service.whenDone(executionArn('parent', 'one'));
}

async function submitted({ call }: UnderTest): Promise<Record<string, unknown>> {
  const { events } = await call<{
    events: { type: string; taskSubmittedEventDetails?: { output: string } }[];
  }>('getExecutionHistory', { executionArn: executionArn('parent', 'one') });
  const event = events.find(({ type }) => type === 'TaskSubmitted');
  return JSON.parse(event!.taskSubmittedEventDetails!.output) as Record<string, unknown>;
}

test('an operation of a service carries the token away', async () => {
  let sent: string | undefined;
  const putObject = async ({ Body }: { Body: AsyncIterable<Uint8Array> }) => {
    for await (const chunk of Body) sent = Buffer.from(chunk).toString();
    return { ETag: '"1"' };
  };
  const args = { Bucket: 'b', Key: 'k', Body: token };
  const parent = oneTask('arn:aws:states:::aws-sdk:s3:putObject.waitForTaskToken', args);
  const test = startService({ parent }, { fakes: [fakeService('s3', { putObject })] });
  const done = begun(test);
  const taskToken = await until(() => sent);
  await test.call('sendTaskSuccess', { taskToken, output: '{"ok":true}' });
  expect(await done).toMatchObject({ status: 'SUCCEEDED', output: '{"ok":true}' });
  expect(await submitted(test)).toEqual({ ETag: '"1"' });
});

test('who answers hears of it once it is in the history', async () => {
  let taskToken: string | undefined;
  const invoke = async ({ Payload }: { Payload: Uint8Array }) => {
    taskToken = (JSON.parse(Buffer.from(Payload).toString()) as { token: string }).token;
    return { StatusCode: 200 };
  };
  const args = { FunctionName: 'f', Payload: { token } };
  const parent = oneTask('arn:aws:states:::lambda:invoke.waitForTaskToken', args);
  const test = startService({ parent }, { fakes: [fakeService('lambda', { invoke })] });
  void begun(test);
  await until(() => taskToken);
  await test.call('sendTaskSuccess', { taskToken, output: '{}' });
  const history = readFileSync(join(test.home, 'states', 'parent', 'one', 'history.jsonl'), 'utf8');
  expect(history).toContain('"TaskSucceeded"');
});

test('a child execution carries the token away, and runs on', async () => {
  const args = { StateMachineArn: machineArn('child'), Name: 'kid', Input: { token } };
  const parent = oneTask('arn:aws:states:::states:startExecution.waitForTaskToken', args);
  const test = startService({ parent, child: waitLong });
  const done = begun(test);
  const kid = { executionArn: executionArn('child', 'kid') };
  const describe = () => test.call<{ status: string; input: string }>('describeExecution', kid);
  const child = await until(() => describe().catch(() => undefined));
  const { token: taskToken } = JSON.parse(child.input) as { token: string };
  await test.call('sendTaskFailure', { taskToken, error: 'Not.Today' });
  expect(await done).toMatchObject({ status: 'FAILED', error: 'Not.Today' });
  expect(await submitted(test)).toMatchObject({ ExecutionArn: kid.executionArn });
  expect(await describe()).toMatchObject({ status: 'RUNNING' });
});
