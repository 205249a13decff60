import { StatesError } from '../../src/asl/host.ts';
import { createStatesService } from '../../src/sfn/index.ts';
import {
  allowAll,
  cleanUp,
  fakeService,
  newHome,
  oneState,
  oneTask,
  passThrough,
  stackOf,
  startService,
} from './service-under-test.ts';
import type { Definition } from './service-under-test.ts';

afterEach(cleanUp);

const glue = fakeService('glue', { getTable: () => ({ Table: {} }) });

function started(definition: Definition) {
  return () => startService({ nightly: definition }, { fakes: [glue] });
}

// Each message names the machine, the state, the field and what is wrong with it.
test.each([
  ['a service without integration', 'arn:aws:states:::sns:publish', /nightly.*Work.*Resource.*sns:publish/],
  [
    'a service that is not local',
    'arn:aws:states:::aws-sdk:dynamodb:getItem',
    /nightly.*Work.*Resource.*dynamodb/,
  ],
  [
    'an operation that is not local',
    'arn:aws:states:::aws-sdk:glue:deleteTable',
    /nightly.*Work.*Resource.*deleteTable/,
  ],
  [
    'a service of which nothing runs',
    'arn:aws:states:::lambda:invoke',
    /nightly.*Work.*Resource.*invoke.*lambda/,
  ],
  ['a pattern that is not local', 'arn:aws:states:::athena:getQueryResults.sync', /nightly.*Work.*Resource/],
])('%s is refused at the start', (_, resource, message) => {
  expect(started(oneTask(resource, {}))).toThrow(message);
});

test('an argument that the operation does not carry out is refused at the start', () => {
  const describe = 'arn:aws:states:::aws-sdk:sfn:describeExecution';
  expect(started(oneTask(describe, { ExecutionArn: 'arn', Future: true }))).toThrow(
    /nightly.*Work.*Arguments\/Future.*executionArn, includedData/,
  );
  expect(started(oneTask(describe, { ExecutionArn: 'arn' }))).not.toThrow();
  expect(started(oneTask(describe, '{% $states.input %}'))).not.toThrow();
});

test('states within Parallel and Map are looked through', () => {
  const work = { Work: { Type: 'Task', Resource: 'arn:aws:states:::sns:publish', End: true } };
  const parallel = oneState('Both', { Type: 'Parallel', Branches: [{ StartAt: 'Work', States: work }] });
  const map = oneState('Each', { Type: 'Map', ItemProcessor: { StartAt: 'Work', States: work } });
  expect(started(parallel)).toThrow(/state Work.*Resource/);
  expect(started(map)).toThrow(/state Work.*Resource/);
});

test('a distributed Map within a distributed Map is refused', () => {
  const distributed = (states: object, StartAt: string) => ({
    Type: 'Map',
    ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt,
      States: states,
    },
    End: true,
  });
  const inner = distributed({ Pass: { Type: 'Pass', End: true } }, 'Pass');
  expect(started(oneState('Outer', distributed({ Inner: inner }, 'Inner')))).toThrow(/state Inner.*Mode/);
});

test('Credentials and EXPRESS children are refused', () => {
  const Credentials = { RoleArn: 'arn:aws:iam::000000000000:role/other' };
  const other = oneTask('arn:aws:states:::aws-sdk:glue:getTable', {}, { Credentials });
  expect(started(other)).toThrow(/state Work.*Credentials/);
  const processor = { StartAt: 'Pass', States: { Pass: { Type: 'Pass', End: true } } };
  const ProcessorConfig = { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' };
  const map = oneState('Each', { Type: 'Map', ItemProcessor: { ...processor, ProcessorConfig } });
  expect(started(map)).toThrow(/state Each.*ExecutionType.*EXPRESS/);
});

test('an ItemReader needs an operation of S3 that is there', () => {
  const map = oneState('Each', {
    Type: 'Map',
    ItemReader: {
      Resource: 'arn:aws:states:::s3:getObject',
      ReaderConfig: { InputType: 'JSONL' },
      Arguments: { Bucket: 'b', Key: 'k' },
    },
    ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: 'Pass',
      States: { Pass: { Type: 'Pass', End: true } },
    },
  });
  expect(started(map)).toThrow(/state Each.*ItemReader\/Resource.*getObject/);
});

test.each([
  [{ StateMachineType: 'EXPRESS' }, /StateMachineType "EXPRESS"/],
  [{ DefinitionS3Location: {} }, /DefinitionS3Location/],
  [{ DefinitionString: '{"StartAt":' }, /DefinitionString is not JSON/],
  [{ DefinitionString: undefined }, /DefinitionString/],
  [{ StateMachineName: '' }, /StateMachineName/],
  [{ RoleArn: 7 }, /RoleArn.*7/],
])('the resource with %j is refused', (properties, message) => {
  const stack = stackOf({ nightly: passThrough }, properties);
  const create = () =>
    createStatesService({ home: newHome(), stack, authorize: allowAll, services: () => [] });
  expect(create).toThrow(message);
  expect(create).toThrow(expect.objectContaining({ code: 'InvalidDefinition' }) as Error);
});

test('no execution starts before the service does', async () => {
  const service = createStatesService({
    home: newHome(),
    stack: stackOf({ pass: passThrough }),
    authorize: allowAll,
    services: () => [],
  });
  const call = { principal: { arn: 'arn:aws:iam::000000000000:root' }, requestId: 'test' };
  const { stateMachines } = (await service.call('listStateMachines', {}, call)) as {
    stateMachines: { stateMachineArn: string }[];
  };
  const { stateMachineArn } = stateMachines[0]!;
  await expect(service.call('startExecution', { stateMachineArn }, call)).rejects.toMatchObject({
    code: 'ServiceUnavailable',
  });
});

test('an intercepted call fails in its service’s place', async () => {
  const seen: unknown[] = [];
  const machine = oneTask('arn:aws:states:::aws-sdk:glue:getTable', { Name: '{% $states.input.name %}' });
  const { run } = startService(
    { nightly: machine },
    {
      fakes: [glue],
      interceptCall: (call) => {
        seen.push(call);
        if (seen.length === 1) throw new StatesError('Glue.InternalServiceException', 'on purpose');
      },
    },
  );
  expect(await run('nightly', { name: 't' })).toMatchObject({
    status: 'FAILED',
    error: 'Glue.InternalServiceException',
    cause: 'on purpose',
  });
  expect(await run('nightly', { name: 't' })).toMatchObject({ status: 'SUCCEEDED' });
  const { signal, ...call } = seen[0] as { signal: AbortSignal };
  expect(signal.aborted).toBe(false);
  expect(call).toEqual({
    resource: 'arn:aws:states:::aws-sdk:glue:getTable',
    machine: 'nightly',
    state: 'Work',
    attempt: 0,
    arguments: { Name: 't' },
  });
});

test('a defect of a service ends the execution by name instead of the process', async () => {
  const broken = fakeService('glue', {
    getTable: () => {
      throw new TypeError('x is not a function');
    },
  });
  const machine = oneTask('arn:aws:states:::aws-sdk:glue:getTable', {});
  const { run } = startService({ nightly: machine }, { fakes: [broken] });
  const record = await run('nightly');
  expect(record).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  expect(record.cause).toContain('x is not a function');
});
