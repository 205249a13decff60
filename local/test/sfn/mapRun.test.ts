import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type {
  DescribeExecutionCommandOutput,
  DescribeMapRunCommandOutput,
  GetExecutionHistoryCommandOutput,
  ListExecutionsCommandOutput,
  ListMapRunsCommandOutput,
} from '@aws-sdk/client-sfn';
import { ServiceError } from '../../src/service.ts';
import {
  accountId,
  cleanUp,
  executionArn,
  fakeService,
  machineArn,
  oneState,
  region,
  startService,
} from './service-under-test.ts';
import type { UnderTest } from './service-under-test.ts';

afterEach(cleanUp);

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/;
const distributed = { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' };

function mapOver(states: object, more: object = {}) {
  const [StartAt] = Object.keys(states);
  return oneState('Map', {
    Type: 'Map',
    Label: 'Each',
    MaxConcurrency: 2,
    ItemProcessor: { ProcessorConfig: distributed, StartAt, States: states },
    ...more,
  });
}

const double = { Double: { Type: 'Pass', Output: '{% $states.input * 2 %}', End: true } };
const failOnTwo = {
  Choose: {
    Type: 'Choice',
    Choices: [{ Condition: '{% $states.input = 2 %}', Next: 'Fail' }],
    Default: 'Done',
  },
  Fail: { Type: 'Fail', Error: 'Two', Cause: 'is too much' },
  Done: { Type: 'Succeed' },
};

async function mapRunOf({ call }: UnderTest, machine: string, name: string) {
  const { mapRuns } = await call<ListMapRunsCommandOutput>('listMapRuns', {
    executionArn: executionArn(machine, name),
  });
  return mapRuns!;
}

test('each item runs in an execution of its own, which is listed, described and has a history', async () => {
  const test = startService({ map: mapOver(double, { Items: [1, 2, 3] }) });
  const { call, run } = test;
  expect(await run('map', {}, 'one')).toMatchObject({ status: 'SUCCEEDED', output: '[2,4,6]' });

  const [mapRun, ...others] = await mapRunOf(test, 'map', 'one');
  expect(others).toEqual([]);
  const stateMachineArn = machineArn('map/Each');
  expect(mapRun).toMatchObject({ executionArn: executionArn('map', 'one'), stateMachineArn });
  const { mapRunArn } = mapRun!;
  expect(mapRunArn).toMatch(
    new RegExp(`^arn:aws:states:${region}:${accountId}:mapRun:map/Each:${uuid.source}$`),
  );

  const { executions = [] } = await call<ListExecutionsCommandOutput>('listExecutions', { mapRunArn });
  expect(executions).toHaveLength(3);
  for (const child of executions) {
    expect(child).toMatchObject({ status: 'SUCCEEDED', mapRunArn, stateMachineArn, itemCount: 1 });
    expect(child.executionArn).toBe(executionArn('map/Each', child.name!));
    expect(child.name).toMatch(uuid);
  }
  const descriptions = await Promise.all(
    executions.map((child) =>
      call<DescribeExecutionCommandOutput>('describeExecution', { executionArn: child.executionArn }),
    ),
  );
  expect(descriptions.map(({ input, output }) => [input, output]).sort()).toEqual([
    ['1', '2'],
    ['2', '4'],
    ['3', '6'],
  ]);
  const { events } = await call<GetExecutionHistoryCommandOutput>('getExecutionHistory', {
    executionArn: executions[0]!.executionArn,
  });
  expect(events?.map(({ type }) => type)).toEqual([
    'ExecutionStarted',
    'PassStateEntered',
    'PassStateExited',
    'ExecutionSucceeded',
  ]);
});

test('the parent has only the events of the Map itself', async () => {
  const { call, run } = startService({ map: mapOver(double, { Items: [1, 2, 3] }) });
  await run('map', {}, 'one');
  const { events } = await call<GetExecutionHistoryCommandOutput>('getExecutionHistory', {
    executionArn: executionArn('map', 'one'),
  });
  // The order that AWS records.
  expect(events?.map(({ type }) => type)).toEqual([
    'ExecutionStarted',
    'MapStateEntered',
    'MapStateStarted',
    'MapRunStarted',
    'MapRunSucceeded',
    'MapStateSucceeded',
    'MapStateExited',
    'ExecutionSucceeded',
  ]);
});

test('a batch is one execution with several items', async () => {
  const pass = { Pass: { Type: 'Pass', End: true } };
  const test = startService({
    map: mapOver(pass, { Items: [1, 2, 3, 4, 5], ItemBatcher: { MaxItemsPerBatch: 2 } }),
  });
  await test.run('map', {}, 'one');
  const [{ mapRunArn } = {}] = await mapRunOf(test, 'map', 'one');
  expect(await test.call('describeMapRun', { mapRunArn })).toMatchObject({
    itemCounts: { total: 5, succeeded: 5 },
    executionCounts: { total: 3, succeeded: 3 },
  });
  const { executions } = await test.call<ListExecutionsCommandOutput>('listExecutions', { mapRunArn });
  expect(executions?.map(({ itemCount }) => itemCount).sort()).toEqual([1, 2, 2]);
});

test('DescribeMapRun counts items and executions', async () => {
  const test = startService({
    map: mapOver(failOnTwo, { Items: [1, 2, 3], ToleratedFailureCount: 1, MaxConcurrency: 1 }),
  });
  await test.run('map', {}, 'one');
  const [{ mapRunArn } = {}] = await mapRunOf(test, 'map', 'one');
  const description = await test.call<DescribeMapRunCommandOutput>('describeMapRun', { mapRunArn });
  const counts = {
    total: 3,
    pending: 0,
    running: 0,
    succeeded: 2,
    failed: 1,
    timedOut: 0,
    aborted: 0,
    resultsWritten: 0,
    failuresNotRedrivable: 0,
    pendingRedrive: 0,
  };
  expect(description).toMatchObject({
    mapRunArn,
    executionArn: executionArn('map', 'one'),
    status: 'SUCCEEDED',
    maxConcurrency: 1,
    toleratedFailureCount: 1,
    itemCounts: counts,
    executionCounts: counts,
    redriveCount: 0,
  });
  expect(description.stopDate).toBeInstanceOf(Date);
});

test('a failed child keeps its input, error and cause, and can be redriven by its map run', async () => {
  const test = startService({ map: mapOver(failOnTwo, { Items: [2] }) });
  expect(await test.run('map', {}, 'one')).toMatchObject({
    status: 'FAILED',
    error: 'States.ExceedToleratedFailureThreshold',
  });
  const [{ mapRunArn } = {}] = await mapRunOf(test, 'map', 'one');
  expect(await test.call('describeMapRun', { mapRunArn })).toMatchObject({ status: 'FAILED' });
  const list = await test.call<ListExecutionsCommandOutput>('listExecutions', {
    mapRunArn,
    statusFilter: 'FAILED',
  });
  expect(
    await test.call('describeExecution', { executionArn: list.executions![0]!.executionArn }),
  ).toMatchObject({
    status: 'FAILED',
    input: '2',
    error: 'Two',
    cause: 'is too much',
    redriveStatus: 'REDRIVABLE_BY_MAP_RUN',
  });
});

test('map run and children stand on disk below their execution', async () => {
  const test = startService({ map: mapOver(double, { Items: [1, 2] }) });
  await test.run('map', {}, 'one');
  const mapRuns = join(test.home, 'states', 'map', 'one', 'map-runs');
  const [directory = ''] = readdirSync(mapRuns);
  expect(directory).toMatch(new RegExp(`^Each-${uuid.source}$`));
  const record = JSON.parse(readFileSync(join(mapRuns, directory, 'map-run.json'), 'utf8')) as object;
  expect(record).toMatchObject({
    status: 'SUCCEEDED',
    label: 'Each',
    counts: { items: { total: 2, succeeded: 2 } },
  });
  const children = readdirSync(join(mapRuns, directory, 'children'));
  expect(children).toHaveLength(2);
  for (const child of children) {
    expect(existsSync(join(mapRuns, directory, 'children', child, 'execution.json'))).toBe(true);
    expect(existsSync(join(mapRuns, directory, 'children', child, 'history.jsonl'))).toBe(true);
  }
});

test('a child sees itself in the context object, and calls as the machine’s role', async () => {
  const principals: string[] = [];
  const lambda = fakeService('lambda', {
    invoke: (_input, { principal }) => {
      principals.push(principal.arn);
      return { StatusCode: 200, Payload: Buffer.from('1') };
    },
  });
  const call = {
    Call: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { FunctionName: 'f' },
      Output: '{% $states.context %}',
      End: true,
    },
  };
  const test = startService({ map: mapOver(call, { Items: [1] }) }, { fakes: [lambda] });
  await test.run('map', {}, 'one');
  const [{ mapRunArn } = {}] = await mapRunOf(test, 'map', 'one');
  const { executions } = await test.call<ListExecutionsCommandOutput>('listExecutions', { mapRunArn });
  const { name, executionArn: Id } = executions![0]!;
  const { output } = await test.call<DescribeExecutionCommandOutput>('describeExecution', {
    executionArn: Id,
  });
  expect(JSON.parse(output!)).toMatchObject({
    Execution: { Id, Name: name, Input: 1 },
    StateMachine: { Id: machineArn('map/Each') },
  });
  expect(principals).toEqual([`arn:aws:sts::${accountId}:assumed-role/map-role/${name}`]);
});

test('children need states:StartExecution on the machine itself', async () => {
  const test = startService(
    { map: mapOver(double, { Items: [1] }) },
    {
      authorize: (permissions, { principal }) => {
        const denied = permissions.find(
          ({ action }) => action === 'states:StartExecution' && principal.roleName,
        );
        if (denied) throw new ServiceError('AccessDeniedException', `not on ${denied.resource}`);
      },
    },
  );
  expect(await test.run('map', {}, 'one')).toMatchObject({
    status: 'FAILED',
    error: 'States.Permissions',
    cause: `not on ${machineArn('map')}`,
  });
  expect(await mapRunOf(test, 'map', 'one')).toEqual([]);
});

test('stopping the parent aborts the children before it ends itself', async () => {
  const wait = { Wait: { Type: 'Wait', Seconds: 86_400, End: true } };
  const test = startService({ map: mapOver(wait, { Items: [1, 2] }) });
  await test.call('startExecution', { stateMachineArn: machineArn('map'), name: 'one' });
  const childrenOf = async () => {
    const [mapRun] = await mapRunOf(test, 'map', 'one');
    if (!mapRun) return [];
    const { mapRunArn } = mapRun;
    return (await test.call<ListExecutionsCommandOutput>('listExecutions', { mapRunArn })).executions!;
  };
  while ((await childrenOf()).length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  await test.call('stopExecution', { executionArn: executionArn('map', 'one') });
  expect((await childrenOf()).map(({ status }) => status)).toEqual(['ABORTED', 'ABORTED']);
  const [{ mapRunArn } = {}] = await mapRunOf(test, 'map', 'one');
  expect(await test.call('describeMapRun', { mapRunArn })).toMatchObject({
    status: 'ABORTED',
    itemCounts: { aborted: 2, running: 0 },
  });
});

test('an ItemReader reads an object of S3 as the machine’s role', async () => {
  const seen: unknown[] = [];
  const s3 = fakeService('s3', {
    getObject: (input, { principal }) => {
      seen.push(input, principal.roleName);
      return { Body: Readable.from([Buffer.from('1\n2'), Buffer.from('0\n')]) };
    },
  });
  const map = mapOver(double, {
    ItemReader: {
      Resource: 'arn:aws:states:::s3:getObject',
      ReaderConfig: { InputType: 'JSONL' },
      Arguments: { Bucket: 'lake', Key: 'trials.jsonl' },
    },
  });
  const { run } = startService({ map }, { fakes: [s3] });
  expect(await run('map')).toMatchObject({ status: 'SUCCEEDED', output: '[2,40]' });
  expect(seen.slice(0, 2)).toEqual([{ Bucket: 'lake', Key: 'trials.jsonl' }, 'map-role']);
});

test('an ItemReader lists objects', async () => {
  const pages: Record<string, object> = {
    first: { Contents: [{ Key: 'a', ETag: '"1"', Size: 1 }], NextContinuationToken: 'second' },
    second: { Contents: [{ Key: 'b', ETag: '"2"', Size: 2 }] },
  };
  const s3 = fakeService('s3', {
    listObjectsV2: ({ ContinuationToken = 'first' }: { ContinuationToken?: string }) =>
      pages[ContinuationToken],
  });
  const key = { Key: { Type: 'Pass', Output: '{% $states.input.Key & $states.input.Etag %}', End: true } };
  const map = mapOver(key, {
    ItemReader: {
      Resource: 'arn:aws:states:::s3:listObjectsV2',
      Arguments: { Bucket: 'lake', Prefix: 'x/' },
    },
  });
  const { run } = startService({ map }, { fakes: [s3] });
  expect(await run('map')).toMatchObject({ output: JSON.stringify(['a"1"', 'b"2"']) });
});

test('an object that is not there is States.ItemReaderFailed', async () => {
  const s3 = fakeService('s3', {
    getObject: () => {
      throw new ServiceError('NoSuchKey', 'The specified key does not exist.', 404);
    },
  });
  const map = mapOver(double, {
    ItemReader: {
      Resource: 'arn:aws:states:::s3:getObject',
      ReaderConfig: { InputType: 'JSONL' },
      Arguments: { Bucket: 'lake', Key: 'none' },
    },
  });
  const { run } = startService({ map }, { fakes: [s3] });
  const record = await run('map');
  expect(record).toMatchObject({ status: 'FAILED', error: 'States.ItemReaderFailed' });
  expect(record.cause).toMatch(/^The specified key does not exist\./);
});
