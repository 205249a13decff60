/** Functions behind the endpoint, invoked by AWS's own client. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  DeleteFunctionCommand,
  GetAccountSettingsCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeAsyncCommand,
  InvokeCommand,
  InvokeWithResponseStreamCommand,
  LambdaClient,
  ListFunctionsCommand,
  TooManyRequestsException,
} from '@aws-sdk/client-lambda';
import type { InvokeCommandInput } from '@aws-sdk/client-lambda';
import type { Endpoint } from '../../src/http/index.ts';
import { ServiceError } from '../../src/service.ts';
import type { Authorize } from '../../src/service.ts';
import { lambdaFixture, until } from '../fixtures/lambda/functions.ts';
import type { Fixture } from '../fixtures/lambda/functions.ts';
import { clientConfig, startServices } from './start.ts';

const echo = 'exports.handler = async (event) => event;';
const fails = `exports.handler = async () => {
  const error = new Error('no rows'); error.name = 'EmptyTable'; throw error;
};`;
const touches = `exports.handler = async ({ file }, { awsRequestId }) => {
  require('node:fs').writeFileSync(file, awsRequestId);
};`;
const holds = `exports.handler = async ({ begun, end }) => {
  const { existsSync, writeFileSync } = require('node:fs');
  writeFileSync(begun, '');
  while (!existsSync(end)) await new Promise((resolve) => setTimeout(resolve, 10));
};`;

const denies: Authorize = (permissions) => {
  const denied = permissions.find(({ resource }) => resource.endsWith(':locked'));
  if (denied)
    throw new ServiceError('AccessDeniedException', `not authorized to perform: ${denied.action}`, 403);
};

let fixture: Fixture;
let endpoint: Endpoint;
let client: LambdaClient;

beforeAll(async () => {
  const source = (files: string, properties = {}) => ({ files, properties });
  fixture = lambdaFixture(
    {
      echo: source(echo),
      locked: source(echo),
      fails: source(fails),
      touches: source(touches),
      greedy: source('exports.handler = async () => new Uint8Array(2 ** 28).fill(1).length;', {
        MemorySize: 128,
      }),
      slow: source('exports.handler = () => new Promise((resolve) => setTimeout(resolve, 60000));', {
        Timeout: 1,
      }),
      holds: source(holds, { ReservedConcurrentExecutions: 1 }),
      off: source(echo, { ReservedConcurrentExecutions: 0 }),
    },
    denies,
  );
  endpoint = await startServices(fixture.service);
  client = new LambdaClient(clientConfig(endpoint));
});
afterAll(async () => {
  client.destroy();
  await endpoint.stop();
  await fixture.close();
});

async function invoke(FunctionName: string, input: Partial<InvokeCommandInput> = {}) {
  const { Payload, LogResult, ...output } = await client.send(new InvokeCommand({ FunctionName, ...input }));
  const text = Payload?.transformToString() ?? '';
  return {
    ...output,
    payload: text === '' ? undefined : (JSON.parse(text) as unknown),
    log: LogResult === undefined ? undefined : Buffer.from(LogResult, 'base64').toString(),
  };
}

test('a synchronous invocation, by name, partial ARN and ARN, with a qualifier', async () => {
  const arn = 'arn:aws:lambda:us-east-1:000000000000:function:echo';
  for (const name of ['echo', '000000000000:function:echo', arn, `${arn}:$LATEST`]) {
    const output = await invoke(name, { Payload: '{"a":1}' });
    expect(output).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST', payload: { a: 1 } });
    expect([output.FunctionError, output.log]).toEqual([undefined, undefined]);
  }
  expect(await invoke('echo', { Qualifier: '$LATEST' })).toMatchObject({ payload: {} });
  await expect(invoke('echo', { Qualifier: 'prod' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Function not found: arn:aws:lambda:us-east-1:000000000000:function:echo:prod',
    Type: 'User',
    $metadata: { httpStatusCode: 404 },
  });
});

test('the tail of the log', async () => {
  const { log, $metadata } = await invoke('echo', { LogType: 'Tail' });
  expect(log).toContain(`START RequestId: ${$metadata.requestId} Version: $LATEST\n`);
  expect(log).toMatch(/\nREPORT RequestId: .*\tMax Memory Used: \d+ MB/);
});

test('an error of the function', async () => {
  expect(await invoke('fails', { LogType: 'Tail' })).toMatchObject({
    StatusCode: 200,
    FunctionError: 'Unhandled',
    payload: { errorType: 'EmptyTable', errorMessage: 'no rows', trace: expect.any(Array) as unknown },
    log: expect.stringContaining('EmptyTable') as unknown,
  });
});

test('a timeout', async () => {
  const { payload, FunctionError, $metadata } = await invoke('slow');
  expect(FunctionError).toBe('Unhandled');
  expect(payload).toEqual({
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${$metadata.requestId} Error: Task timed out after 1.00 seconds`,
    log: join(fixture.home, 'logs', 'lambda', 'slow.log'),
  });
});

test('exhausted memory', async () => {
  const { payload, FunctionError, log, $metadata } = await invoke('greedy', { LogType: 'Tail' });
  expect(FunctionError).toBe('Unhandled');
  expect(payload).toEqual({
    errorType: 'Runtime.OutOfMemory',
    errorMessage: `RequestId: ${$metadata.requestId} Error: Runtime exited with error: signal: killed`,
    log: join(fixture.home, 'logs', 'lambda', 'greedy.log'),
  });
  expect(log).toContain('\nRuntime.OutOfMemory\n');
});

test.each<[string, (client: LambdaClient) => Promise<unknown>, string]>([
  [
    'invokeWithResponseStream',
    (from) => from.send(new InvokeWithResponseStreamCommand({ FunctionName: 'echo' })),
    'Invoke answers all that a function wrote to its stream',
  ],
  [
    'invokeAsync',
    (from) => from.send(new InvokeAsyncCommand({ FunctionName: 'echo', InvokeArgs: '{}' })),
    'Use Invoke with the InvocationType Event.',
  ],
  [
    'getFunctionConfiguration',
    (from) => from.send(new GetFunctionConfigurationCommand({ FunctionName: 'echo' })),
    'GetFunction answers the same',
  ],
  [
    'deleteFunction',
    (from) => from.send(new DeleteFunctionCommand({ FunctionName: 'echo' })),
    'The functions are those of the packaged template',
  ],
  ['GET /2016-08-19/account-settings', (from) => from.send(new GetAccountSettingsCommand({})), 'It has: GET'],
])('%s is refused by its name, with what there is instead', async (operation, send, instead) => {
  const refusal = (await send(client).catch((error: unknown) => error)) as Error;
  expect(refusal.name).toBe('UnknownOperationException');
  expect(refusal.message).toContain(`The local lambda has no operation ${operation}. ${instead}`);
});

test.each<[string, Partial<InvokeCommandInput>]>([
  ['ClientContext', { ClientContext: 'e30=' }],
  ['TenantId', { TenantId: 'tenant' }],
  ['DurableExecutionName', { DurableExecutionName: 'name' }],
])('%s is refused, not passed over', async (member, input) => {
  await expect(invoke('echo', input)).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: expect.stringContaining(`${member} is not implemented in invoke of the local lambda`) as unknown,
  });
});

test('a page of functions is refused, not taken for all', async () => {
  await expect(client.send(new ListFunctionsCommand({ MaxItems: 1 }))).rejects.toMatchObject({
    message: expect.stringContaining('MaxItems is not implemented in listFunctions') as unknown,
  });
});

test('an event that nobody waits for', async () => {
  const file = join(fixture.home, 'touched');
  const output = await invoke('touches', { InvocationType: 'Event', Payload: JSON.stringify({ file }) });
  expect(output).toMatchObject({ StatusCode: 202, payload: undefined });
  await until(() => existsSync(file));
  expect(existsSync(file)).toBe(true);
});

test('a dry run asks for the permission and runs nothing', async () => {
  const file = join(fixture.home, 'dry');
  const input = { InvocationType: 'DryRun', Payload: JSON.stringify({ file }) } as const;
  expect(await invoke('touches', input)).toMatchObject({ StatusCode: 204 });
  await expect(invoke('locked', { InvocationType: 'DryRun' })).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: 'not authorized to perform: lambda:InvokeFunction',
  });
  await expect(invoke('missing', { InvocationType: 'DryRun' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  expect(existsSync(file)).toBe(false);
});

test('more events at once than are reserved', async () => {
  const [begun, end] = [join(fixture.home, 'begun'), join(fixture.home, 'end')];
  const first = invoke('holds', { Payload: JSON.stringify({ begun, end }) });
  await until(() => existsSync(begun));
  const second = invoke('holds', { Payload: JSON.stringify({ begun, end }) });
  await expect(second).rejects.toBeInstanceOf(TooManyRequestsException);
  await expect(second).rejects.toMatchObject({
    message: 'Rate Exceeded.',
    Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
    Type: 'User',
    $metadata: { httpStatusCode: 429 },
  });
  await fixture.invoke('touches', { file: end });
  expect(await first).toMatchObject({ StatusCode: 200 });
  expect(await invoke('holds', { Payload: JSON.stringify({ begun, end }) })).toMatchObject({
    StatusCode: 200,
  });
  await expect(invoke('off')).rejects.toBeInstanceOf(TooManyRequestsException);
});

test('payloads that are too large, or no JSON', async () => {
  await expect(invoke('echo', { Payload: '{' })).rejects.toMatchObject({
    name: 'InvalidRequestContentException',
  });
  const large = (bytes: number) => `"${'x'.repeat(bytes - 2)}"`;
  await expect(invoke('echo', { Payload: large(6_291_457) })).rejects.toMatchObject({
    name: 'RequestTooLargeException',
    $metadata: { httpStatusCode: 413 },
  });
  await expect(invoke('echo', { InvocationType: 'Event', Payload: large(1_048_577) })).rejects.toMatchObject({
    name: 'RequestTooLargeException',
  });
  // What a function returns may be a little more.
  expect((await invoke('echo', { Payload: large(6_291_456) })).payload).toHaveLength(6_291_454);
});

test('functions are described', async () => {
  const { Functions } = await client.send(new ListFunctionsCommand({}));
  expect(Functions!.map(({ FunctionName }) => FunctionName)).toContain('greedy');
  const { Configuration } = await client.send(new GetFunctionCommand({ FunctionName: 'greedy' }));
  expect(Configuration).toMatchObject({ FunctionName: 'greedy', MemorySize: 128 });
});
