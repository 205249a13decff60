import { Readable } from 'node:stream';
import * as athena from '@aws-sdk/client-athena';
import * as glue from '@aws-sdk/client-glue';
import * as lambda from '@aws-sdk/client-lambda';
import * as s3 from '@aws-sdk/client-s3';
import * as sfn from '@aws-sdk/client-sfn';
import { ServiceError } from '../../../src/service.ts';
import { modelledErrors } from '../../../src/sfn/integrations/modelled-errors.ts';
import {
  cleanUp,
  executionArn,
  fakeService,
  machineArn,
  oneTask,
  passThrough,
  startService,
} from '../service-under-test.ts';
import type { FakeOperations } from '../service-under-test.ts';

afterEach(cleanUp);

function withService(name: string, operation: string, answer: FakeOperations[string], args: object = {}) {
  const fake = fakeService(name, { [operation]: answer });
  const machine = oneTask(`arn:aws:states:::aws-sdk:${name}:${operation}`, args);
  return startService({ machine }, { fakes: [fake] });
}

async function outputOf(test: ReturnType<typeof withService>): Promise<unknown> {
  return JSON.parse((await test.run('machine')).output!) as unknown;
}

test('times are ISO 8601 texts, without a fraction where it is zero, and absent members are left out', async () => {
  const test = withService('glue', 'getTable', () => ({
    Table: {
      Name: 't',
      Description: undefined,
      CreateTime: new Date('2026-01-02T03:04:05.000Z'),
      UpdateTime: new Date('2026-01-02T03:04:05.678Z'),
      StorageDescriptor: { Columns: [{ Name: 'a', Type: 'bigint' }], Compressed: false },
    },
  }));
  expect(await outputOf(test)).toEqual({
    Table: {
      Name: 't',
      CreateTime: '2026-01-02T03:04:05Z',
      UpdateTime: '2026-01-02T03:04:05.678Z',
      StorageDescriptor: { Columns: [{ Name: 'a', Type: 'bigint' }], Compressed: false },
    },
  });
});

test('arguments go as they are, without nulls', async () => {
  const seen: unknown[] = [];
  const test = withService('glue', 'createPartition', (input) => void seen.push(input), {
    DatabaseName: 'd',
    CatalogId: null,
    PartitionInput: { Values: ['r'], Parameters: { a: '1', b: null } },
  });
  // Glue answers with nothing.
  await test.run('machine');
  expect(seen).toEqual([{ DatabaseName: 'd', PartitionInput: { Values: ['r'], Parameters: { a: '1' } } }]);
});

test('an object of S3 comes as text', async () => {
  // Members and their forms as recorded on AWS.
  const test = withService('s3', 'getObject', () => ({
    AcceptRanges: 'bytes',
    ContentLength: 9,
    ETag: '"332eec544317a6d340b8e77da7fe54ad"',
    LastModified: new Date('2025-01-01T00:00:00Z'),
    Metadata: {},
    Body: Readable.from([Buffer.from('täxt '), Buffer.from('data')]),
  }));
  expect(await outputOf(test)).toEqual({
    AcceptRanges: 'bytes',
    ContentLength: 9,
    ETag: '"332eec544317a6d340b8e77da7fe54ad"',
    LastModified: '2025-01-01T00:00:00Z',
    Metadata: {},
    Body: 'täxt data',
  });
});

test('an object that a state cannot hold is not read to its end', async () => {
  let chunks = 0;
  const endless = async function* () {
    for (;;) {
      chunks += 1;
      yield Buffer.alloc(65_536, 'a');
    }
  };
  const body = Readable.from(endless(), { highWaterMark: 1 });
  const test = withService('s3', 'getObject', () => ({ Body: body }));
  expect(await test.run('machine')).toMatchObject({
    status: 'FAILED',
    error: 'States.DataLimitExceeded',
    cause:
      "The state/task 'aws-sdk:s3' returned a result with a size exceeding the maximum number of bytes service limit.",
  });
  expect(chunks).toBeLessThan(10);
  expect(body.destroyed).toBe(true);
});

// md5 of the texts are the ETags in AWS's recordings: "68934a3e…" for false, "cfcd2084…" for 0.
test.each([
  [{ a: 1 }, '{"a":1}'],
  [false, 'false'],
  [0, '0'],
  ['text data', 'text data'],
  [['List', 'Data'], '["List","Data"]'],
])('the Body %j is stored as %s', async (Body, text) => {
  const seen: unknown[] = [];
  const put = async (input: { Body: Readable; ContentLength: number; Key: string }) => {
    seen.push(Buffer.concat(await input.Body.toArray()).toString(), input.ContentLength, input.Key);
    return { ETag: '"x"' };
  };
  const test = withService('s3', 'putObject', put, { Bucket: 'b', Key: 'k', Body });
  expect(await outputOf(test)).toEqual({ ETag: '"x"' });
  expect(seen).toEqual([text, Buffer.byteLength(text), 'k']);
});

test('Step Functions’ own members are PascalCase in state data', async () => {
  const machine = oneTask('arn:aws:states:::aws-sdk:sfn:listExecutions', {
    StateMachineArn: machineArn('other'),
    StatusFilter: 'SUCCEEDED',
  });
  const { run } = startService({ machine, other: passThrough });
  const listed = await run('other', {}, 'one');
  const record = await run('machine');
  expect(JSON.parse(record.output!)).toEqual({
    Executions: [
      {
        ExecutionArn: executionArn('other', 'one'),
        StateMachineArn: machineArn('other'),
        Name: 'one',
        Status: 'SUCCEEDED',
        StartDate: listed.startDate.replace('.000Z', 'Z'),
        StopDate: listed.stopDate!.replace('.000Z', 'Z'),
        RedriveCount: 0,
      },
    ],
  });
});

test('a Lambda payload goes out as text and comes in as text', async () => {
  const seen: unknown[] = [];
  const invoke = ({ Payload }: { Payload: Uint8Array }) => {
    seen.push(Buffer.from(Payload).toString());
    return { StatusCode: 200, Payload: Buffer.from('{"b":2}') };
  };
  const test = withService('lambda', 'invoke', invoke, { FunctionName: 'f', Payload: { a: 1 } });
  expect(await outputOf(test)).toEqual({ StatusCode: 200, Payload: '{"b":2}' });
  expect(seen).toEqual(['{"a":1}']);
});

// Recorded on AWS: the first and the one of Sfn. The others follow by the same rule.
test.each([
  ['s3', 'NoSuchKey', 404, 'S3.NoSuchKeyException', 'S3'],
  ['s3', 'NoSuchBucket', 404, 'S3.NoSuchBucketException', 'S3'],
  ['s3', 'PreconditionFailed', 412, 'S3.PreconditionFailedException', 'S3'],
  ['s3', 'AccessDenied', 403, 'S3.S3Exception', 'S3'],
  ['glue', 'EntityNotFoundException', 400, 'Glue.EntityNotFoundException', 'Glue'],
  ['glue', 'AlreadyExistsException', 400, 'Glue.AlreadyExistsException', 'Glue'],
  ['glue', 'AccessDeniedException', 400, 'Glue.AccessDeniedException', 'Glue'],
  ['glue', 'IntegrationNotFoundFault', 400, 'Glue.IntegrationNotFoundException', 'Glue'],
  ['athena', 'TooManyRequestsException', 400, 'Athena.TooManyRequestsException', 'Athena'],
  ['athena', 'AccessDeniedException', 400, 'Athena.AthenaException', 'Athena'],
  ['lambda', 'ResourceNotFoundException', 404, 'Lambda.ResourceNotFoundException', 'Lambda'],
  ['lambda', 'AccessDeniedException', 403, 'Lambda.LambdaException', 'Lambda'],
  ['sfn', 'InvalidToken', 400, 'Sfn.InvalidTokenException', 'Sfn'],
  ['sfn', 'AccessDeniedException', 400, 'Sfn.SfnException', 'Sfn'],
])('%s: %s (%d) is %s', async (name, code, status, error, service) => {
  const failing = () => {
    throw new ServiceError(code, 'It went wrong.', status);
  };
  const fake = fakeService(name, { work: failing });
  const machine = oneTask(`arn:aws:states:::aws-sdk:${name}:work`, {});
  // The fake comes before the service itself, which has the same name in the last two cases.
  const { run } = startService({ machine }, { fakes: [fake] });
  const record = await run('machine');
  expect(record.error).toBe(error);
  const extended = service === 'S3' ? ', Extended Request ID: [0-9a-f-]{36}' : '';
  expect(record.cause).toMatch(
    new RegExp(
      `^It went wrong. \\(Service: ${service}, Status Code: ${status}, Request ID: [0-9a-f-]{36}${extended}\\) \\(SDK Attempt Count: 1\\)$`,
    ),
  );
});

describe('the modelled errors are those of the SDK', () => {
  test.each([
    ['athena', athena, athena.AthenaServiceException, [], []],
    ['glue', glue, glue.GlueServiceException, [], []],
    ['lambda', lambda, lambda.LambdaServiceException, [], []],
    ['s3', s3, s3.S3ServiceException, ['PreconditionFailed'], ['AccessDenied']],
    ['sfn', sfn, sfn.SFNServiceException, [], []],
  ] as const)('of %s', (name, client, base, added, left) => {
    const names = Object.entries(client)
      .filter(([, value]) => (value as { prototype?: unknown } | undefined)?.prototype instanceof base)
      .map(([exported]) => exported);
    const expected = new Set(
      [...names, ...added].filter((code) => !(left as readonly string[]).includes(code)),
    );
    expect(names.length).toBeGreaterThan(5);
    expect([...modelledErrors[name]].sort()).toEqual([...expected].sort());
  });
});

test('arguments that are no object are refused', async () => {
  const machine = oneTask('arn:aws:states:::aws-sdk:glue:getTable', '{% $states.input %}');
  const { run } = startService({ machine }, { fakes: [fakeService('glue', { getTable: () => ({}) })] });
  expect(await run('machine', [1])).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
});
