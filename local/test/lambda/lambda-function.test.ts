import { administrator, lambdaFixture } from '../fixtures/lambda/functions.ts';

const files = 'exports.handler = async () => 1;';

test.each<[string, Record<string, unknown>, string]>([
  [
    'a property that would change what runs',
    { Layers: ['arn'] },
    'Layers: is not supported for a function locally',
  ],
  ['an image', { PackageType: 'Image' }, 'PackageType: only Zip is supported'],
  [
    'another language',
    { Runtime: 'python3.13' },
    'Runtime: only nodejs20.x, nodejs22.x, nodejs24.x are supported locally, got "python3.13"',
  ],
  ['a Node.js that AWS no longer takes', { Runtime: 'nodejs18.x' }, 'got "nodejs18.x"'],
  ['inline code', { Code: { ZipFile: 'x' } }, 'Code: expects S3Key'],
  ['a zip that is missing', { Code: { S3Key: 'x/gone.zip' } }, 'gone.zip does not exist. Package again'],
  ['a role elsewhere', { Role: 'arn:aws:iam::000000000000:role/x' }, 'the template has no role "arn:aws:iam'],
  ['too little memory', { MemorySize: 64 }, 'MemorySize: expects an integer from 128 to 10240, got 64'],
  [
    'a concurrency below zero',
    { ReservedConcurrentExecutions: -1 },
    'ReservedConcurrentExecutions: expects an integer from 0 to 1000000, got -1',
  ],
  ['too long a timeout', { Timeout: 901 }, 'Timeout: expects an integer from 1 to 900, got 901'],
  [
    'a variable that Lambda sets',
    { Environment: { Variables: { AWS_REGION: 'mars' } } },
    'Variables.AWS_REGION: is reserved: Lambda sets it itself',
  ],
  [
    'a variable that is no text',
    { Environment: { Variables: { A: [1] } } },
    'Variables.A: expects text, got [1]',
  ],
])('%s is refused when the template is loaded', (_name, properties, message) => {
  expect(() => lambdaFixture({ fn: { files, properties } })).toThrow(message);
  expect(() => lambdaFixture({ fn: { files, properties } })).toThrow('Resources.Function0.Properties');
});

test('getFunction and listFunctions describe what the template says', async () => {
  const fixture = lambdaFixture({ one: { files }, two: { files, properties: { Description: 'second' } } });
  const Configuration = {
    FunctionName: 'two',
    FunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:two',
    Description: 'second',
    Handler: 'index.handler',
    MemorySize: 256,
    Role: 'arn:aws:iam::000000000000:role/app-dev-role',
    Runtime: 'nodejs24.x',
    Timeout: 10,
    Version: '$LATEST',
  };
  const call = (operation: string, input: unknown) => fixture.service.call(operation, input, administrator());
  expect(await call('getFunction', { FunctionName: 'two' })).toMatchObject({ Configuration });
  expect(await call('listFunctions', {})).toMatchObject({
    Functions: [{ FunctionName: 'one' }, Configuration],
  });
  await expect(call('getFunction', { FunctionName: 'three' })).rejects.toMatchObject({
    code: 'ResourceNotFoundException',
  });
  await fixture.close();
});
