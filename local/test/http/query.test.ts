import {
  CloudFormationClient,
  DescribeStacksCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import type { Endpoint } from '../../src/http/index.ts';
import { ServiceError } from '../../src/service.ts';
import { clientConfig, fakeService, signedByStranger, startServices } from './start.ts';

let endpoint: Endpoint;
let client: CloudFormationClient;

const LastUpdatedTimestamp = new Date('2026-11-22T02:00:00.123Z');
const resource = (LogicalResourceId: string) => ({
  LogicalResourceId,
  PhysicalResourceId: `<${LogicalResourceId}>`,
  ResourceType: 'AWS::S3::Bucket',
  LastUpdatedTimestamp,
  ResourceStatus: 'CREATE_COMPLETE' as const,
});
const cloudformation = fakeService('cloudformation', {
  async listStackResources(input) {
    const { StackName, ...rest } = input as { StackName: string };
    expect(rest).toEqual({});
    if (StackName === 'none')
      throw new ServiceError('ValidationError', `Stack with id ${StackName} does not exist`);
    return { StackResourceSummaries: [resource('Lake'), resource('Results')], NextToken: undefined };
  },
});

beforeAll(async () => {
  endpoint = await startServices(cloudformation);
  client = new CloudFormationClient(clientConfig(endpoint));
});
afterAll(async () => {
  client.destroy();
  await endpoint.stop();
});

test('lists a stack', async () => {
  const output = await client.send(new ListStackResourcesCommand({ StackName: 'nocturne-dev' }));
  expect(output.StackResourceSummaries).toEqual([resource('Lake'), resource('Results')]);
  expect(output.NextToken).toBeUndefined();
  expect(output.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
});

test('errors', async () => {
  await expect(client.send(new ListStackResourcesCommand({ StackName: 'none' }))).rejects.toMatchObject({
    name: 'ValidationError',
    message: 'Stack with id none does not exist',
  });
  await expect(client.send(new DescribeStacksCommand({}))).rejects.toMatchObject({
    name: 'InvalidAction',
    message: 'The local cloudformation has no operation DescribeStacks. It has: listStackResources.',
  });
});

test('a service that is not here is named, with the operation', async () => {
  const body = 'Action=ListUsers&Version=2010-05-08';
  const headers = signedByStranger({ 'content-type': 'application/x-www-form-urlencoded' });
  const authorization = headers.authorization!.replace('/s3/', '/iam/');
  const response = await fetch(endpoint.url, {
    method: 'POST',
    headers: { ...headers, authorization },
    body,
  });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('There is no operation ListUsers here, as there is no local iam.');
});
