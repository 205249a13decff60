import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lambdaFixture } from '../fixtures/lambda/functions.ts';
import type { Fixture } from '../fixtures/lambda/functions.ts';

let fixture: Fixture;
afterEach(() => fixture.close());

const region = '(await new S3Client({}).config.region())';

// The SDK that AWS's runtimes bring: https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html
test.each<[string, Record<string, string>]>([
  [
    'require',
    {
      'index.js': `const { S3Client } = require('@aws-sdk/client-s3'); exports.handler = async () => ${region};`,
    },
  ],
  [
    'import',
    {
      'index.mjs': `import { S3Client } from '@aws-sdk/client-s3'; export const handler = async () => ${region};`,
    },
  ],
  [
    'an import in the handler',
    {
      'index.mjs': `export const handler = async () => {
        const { S3Client } = await import('@aws-sdk/client-s3'); return ${region}; };`,
    },
  ],
  [
    'what the SDK itself is made of',
    {
      'index.js': `const { SignatureV4 } = require('@smithy/signature-v4'); const { S3Client } = require('@aws-sdk/client-s3');
        exports.handler = async () => SignatureV4.name && ${region};`,
    },
  ],
])('a function has the SDK by %s, also where its zip has none', async (_name, files) => {
  fixture = lambdaFixture({ fn: { files } });
  expect((await fixture.invoke('fn')).payload).toBe('us-east-1');
});

const own = 'module.exports = { S3Client: class { config = { region: async () => "own" }; } };';

test('the SDK in the zip comes first', async () => {
  const index = `exports.handler = async () => { const { S3Client } = require('@aws-sdk/client-s3'); return ${region}; };`;
  fixture = lambdaFixture({
    fn: { files: { 'index.js': index, 'node_modules/@aws-sdk/client-s3/index.js': own } },
  });
  expect((await fixture.invoke('fn')).payload).toBe('own');
});

test("then that of the service's own directory, where a client can be installed", async () => {
  const load = `const { S3Client } = require('@aws-sdk/client-nowhere'); exports.handler = async () => ${region};`;
  fixture = lambdaFixture({ fn: { files: load } });
  expect((await fixture.invoke('fn')).payload).toMatchObject({
    errorType: 'Runtime.ImportModuleError',
    errorMessage: expect.stringContaining(
      "AWS's runtime brings @aws-sdk/client-nowhere, but it is not installed here. " +
        'Install it: npm install @aws-sdk/client-nowhere',
    ) as string,
  });
  const installed = join(fixture.home, 'node_modules', '@aws-sdk', 'client-nowhere');
  mkdirSync(installed, { recursive: true });
  writeFileSync(join(installed, 'index.js'), own);
  expect((await fixture.invoke('fn')).payload).toBe('own');
});

test('nothing else of what is installed here is found', async () => {
  const files = { 'index.js': `exports.handler = async () => require('commander');` };
  fixture = lambdaFixture({ fn: { files } });
  expect((await fixture.invoke('fn')).payload).toMatchObject({
    errorType: 'Error',
    errorMessage: expect.stringContaining("Cannot find module 'commander'") as string,
  });
});
