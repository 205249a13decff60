import {
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import type { InvokeCommandInput } from '@aws-sdk/client-lambda';
import type { Endpoint } from '../../src/http/index.ts';
import { ServiceError } from '../../src/service.ts';
import { clientConfig, fakeService, startServices } from './start.ts';

let endpoint: Endpoint;
let client: LambdaClient;
let lastInput: InvokeCommandInput;

const lambda = fakeService('lambda', {
  async invoke(input) {
    lastInput = input;
    const { FunctionName, InvocationType, Payload } = lastInput;
    if (FunctionName === 'none') {
      throw new ServiceError('ResourceNotFoundException', 'Function not found', 404, { Type: 'User' });
    }
    if (InvocationType === 'Event') return { StatusCode: 202 };
    if (FunctionName === 'fails') {
      const error = Buffer.from('{"errorType":"DataChanged"}');
      return { StatusCode: 200, FunctionError: 'Unhandled', ExecutedVersion: '$LATEST', Payload: error };
    }
    return { StatusCode: 200, ExecutedVersion: '$LATEST', LogResult: 'bG9n', Payload };
  },
});

beforeAll(async () => {
  endpoint = await startServices(lambda);
  client = new LambdaClient(clientConfig(endpoint));
});
afterAll(async () => {
  client.destroy();
  await endpoint.stop();
});

test('the payload goes in and out as it is', async () => {
  const Payload = '{"ä": 1.50}';
  const FunctionName = 'arn:aws:lambda:us-east-1:000000000000:function:echo';
  const output = await client.send(
    new InvokeCommand({
      FunctionName,
      Qualifier: '$LATEST',
      LogType: 'Tail',
      InvocationType: 'RequestResponse',
      Payload,
    }),
  );
  expect(lastInput).toMatchObject({ FunctionName, Qualifier: '$LATEST', LogType: 'Tail' });
  expect(output.Payload!.transformToString()).toBe(Payload);
  expect(output).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST', LogResult: 'bG9n' });
  expect(output.FunctionError).toBeUndefined();
});

test("a function's error is an answer, not an exception", async () => {
  const output = await client.send(new InvokeCommand({ FunctionName: 'fails' }));
  expect([output.FunctionError, output.Payload!.transformToString()]).toEqual([
    'Unhandled',
    '{"errorType":"DataChanged"}',
  ]);
});

test('an event is accepted', async () => {
  const { StatusCode } = await client.send(
    new InvokeCommand({ FunctionName: 'echo', InvocationType: 'Event' }),
  );
  expect(StatusCode).toBe(202);
});

test('errors', async () => {
  const missing = client.send(new InvokeCommand({ FunctionName: 'none' }));
  await expect(missing).rejects.toBeInstanceOf(ResourceNotFoundException);
  await expect(missing).rejects.toMatchObject({ Type: 'User', message: 'Function not found' });
  const unknown = client.send(new ListFunctionsCommand({}));
  await expect(unknown).rejects.toMatchObject({ name: 'UnknownOperationException' });
  const large = client.send(
    new InvokeCommand({ FunctionName: 'echo', Payload: Buffer.alloc(6 * 1024 * 1024 + 1) }),
  );
  await expect(large).rejects.toMatchObject({ name: 'RequestTooLargeException' });
});
