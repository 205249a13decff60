import { AthenaClient, GetQueryExecutionCommand } from '@aws-sdk/client-athena';
import {
  CreatePartitionCommand,
  EntityNotFoundException,
  GetTableCommand,
  GlueClient,
} from '@aws-sdk/client-glue';
import { DescribeExecutionCommand, GetExecutionHistoryCommand, SFNClient } from '@aws-sdk/client-sfn';
import { jest } from '@jest/globals';
import type { Endpoint } from '../../src/http/index.ts';
import { ServiceError } from '../../src/service.ts';
import type { Call } from '../../src/service.ts';
import { clientConfig, fakeService, signedByStranger, startServices } from './start.ts';

let endpoint: Endpoint;
let lastInput: unknown;
let lastCall: Call;

const submitted = new Date('2026-11-22T02:00:00.123Z');
const fakes = [
  fakeService('glue', {
    async getTable(input, call) {
      lastInput = input;
      lastCall = call;
      if ((input as { Name: string }).Name === 'none') {
        throw new ServiceError('EntityNotFoundException', 'Entity Not Found', 400);
      }
      return {
        Table: { Name: 'bronze_patients', CreateTime: submitted, Description: undefined, Retention: 0 },
      };
    },
    async deleteTable() {
      throw new ServiceError('Unsendable', 'a BigInt is no JSON', 400, { size: 1n });
    },
    async createPartition(input) {
      lastInput = input;
      return {};
    },
  }),
  fakeService('athena', {
    async getQueryExecution() {
      return { QueryExecution: { Query: "SELECT 'ä'", Status: { SubmissionDateTime: submitted } } };
    },
    async startQueryExecution() {
      throw new ServiceError('InvalidRequestException', 'line 1:8: mismatched input', 400, {
        AthenaErrorCode: 'MALFORMED_QUERY',
      });
    },
  }),
  fakeService('sfn', {
    async describeExecution() {
      return { executionArn: 'arn', startDate: submitted, output: '{"a":1}', status: 'SUCCEEDED' };
    },
    async getExecutionHistory() {
      throw new TypeError('a defect');
    },
  }),
];

beforeAll(async () => {
  endpoint = await startServices(...fakes);
});
afterAll(() => endpoint.stop());

const post = (target: string, body: string | Buffer) =>
  fetch(endpoint.url, { method: 'POST', headers: signedByStranger({ 'X-Amz-Target': target }), body });

test('Glue: input, output, times and the caller', async () => {
  const glue = new GlueClient(clientConfig(endpoint, 'AKIDGLUE'));
  const { Table, $metadata } = await glue.send(
    new GetTableCommand({ DatabaseName: 'db', Name: 'bronze_patients' }),
  );
  expect(lastInput).toEqual({ DatabaseName: 'db', Name: 'bronze_patients' });
  expect(Table).toEqual({ Name: 'bronze_patients', CreateTime: submitted, Retention: 0 });
  expect(lastCall.principal.arn).toBe('arn:aws:iam::000000000000:user/AKIDGLUE');
  expect($metadata.requestId).toBe(lastCall.requestId);
  await expect(glue.send(new GetTableCommand({ DatabaseName: 'db', Name: 'none' }))).rejects.toBeInstanceOf(
    EntityNotFoundException,
  );
  glue.destroy();
});

test('times in an input are dates for the operation', async () => {
  const glue = new GlueClient(clientConfig(endpoint));
  const PartitionInput = { Values: ['r1'], LastAccessTime: new Date('2026-11-22T02:00:00Z') };
  await glue.send(new CreatePartitionCommand({ DatabaseName: 'db', TableName: 't', PartitionInput }));
  expect(lastInput).toEqual({ DatabaseName: 'db', TableName: 't', PartitionInput });
  glue.destroy();
});

test('Athena', async () => {
  const athena = new AthenaClient(clientConfig(endpoint));
  const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId: 'x' }));
  expect(QueryExecution).toEqual({ Query: "SELECT 'ä'", Status: { SubmissionDateTime: submitted } });
  const response = await post('AmazonAthena.StartQueryExecution', '{}');
  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toBe('application/x-amz-json-1.1');
  expect(await response.json()).toEqual({
    __type: 'InvalidRequestException',
    Message: 'line 1:8: mismatched input',
    AthenaErrorCode: 'MALFORMED_QUERY',
  });
  athena.destroy();
});

test('Step Functions', async () => {
  const sfn = new SFNClient(clientConfig(endpoint));
  const execution = await sfn.send(new DescribeExecutionCommand({ executionArn: 'arn' }));
  expect(execution).toMatchObject({ startDate: submitted, output: '{"a":1}', status: 'SUCCEEDED' });
  const response = await post('AWSStepFunctions.DescribeExecution', '{"executionArn":"arn"}');
  expect(response.headers.get('content-type')).toBe('application/x-amz-json-1.0');
  expect(await response.text()).toContain('"startDate":1795312800.123');
  sfn.destroy();
});

test('a defect is answered, reported with its stack, and survived', async () => {
  const report = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  try {
    const sfn = new SFNClient(clientConfig(endpoint));
    const defective = sfn.send(new GetExecutionHistoryCommand({ executionArn: 'arn' }));
    await expect(defective).rejects.toMatchObject({
      name: 'InternalFailure',
      $metadata: { httpStatusCode: 500 },
    });
    expect(report.mock.calls[0]![1]).toMatchObject({ stack: expect.stringContaining('a defect') as string });
    expect(await sfn.send(new DescribeExecutionCommand({ executionArn: 'arn' }))).toMatchObject({
      output: '{"a":1}',
    });
    sfn.destroy();
  } finally {
    report.mockRestore();
  }
});

test('an error that cannot be sent breaks the connection and nothing else', async () => {
  const report = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  try {
    await expect(post('AWSGlue.DeleteTable', '{}')).rejects.toThrow();
    expect((await post('AWSGlue.GetTable', '{}')).status).toBe(200);
  } finally {
    report.mockRestore();
  }
});

test.each<[string, string, string | Buffer, number, string]>([
  ['an unknown operation', 'AWSGlue.DropEverything', '{}', 400, 'UnknownOperationException'],
  ['an unknown service', 'DynamoDB_20120810.GetItem', '{}', 400, 'UnknownOperationException'],
  ['a name that is none', 'AWSGlue.__proto__', '{}', 400, 'UnknownOperationException'],
  ['a target without operation', 'AWSGlue', '{}', 400, 'UnknownOperationException'],
  ['no JSON', 'AWSGlue.GetTable', '{"Name":', 400, 'SerializationException'],
  ['no object', 'AWSGlue.GetTable', '[1]', 400, 'SerializationException'],
  [
    'too much',
    'AWSGlue.GetTable',
    Buffer.alloc(2 * 1024 * 1024 + 1, ' '),
    413,
    'RequestEntityTooLargeException',
  ],
])('%s is refused', async (_what, target, body, status, type) => {
  const response = await post(target, body);
  expect([response.status, ((await response.json()) as { __type: string }).__type]).toEqual([status, type]);
  expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
});
