import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lambdaFixture } from '../fixtures/lambda/functions.ts';
import type { Fixture } from '../fixtures/lambda/functions.ts';

let fixture: Fixture;
afterEach(() => fixture.close());

const common = 'exports.handler = async () => "common";';
const module = 'export const handler = async () => "module";';

// How AWS's runtime finds a handler: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
test.each<[string, string, Record<string, string>, string]>([
  ['.cjs', 'index.handler', { 'index.cjs': common }, 'common'],
  ['.mjs', 'index.handler', { 'index.mjs': module }, 'module'],
  ['.js', 'index.handler', { 'index.js': common }, 'common'],
  [
    '.js of a module package',
    'index.handler',
    { 'index.js': module, 'package.json': '{"type":"module"}' },
    'module',
  ],
  ['.js before the others', 'index.handler', { 'index.js': common, 'index.mjs': module }, 'common'],
  ['a folder', 'build/x/index.handler', { 'build/x/index.cjs': common }, 'common'],
  [
    'a nested export',
    'index.api.get',
    { 'index.cjs': 'exports.api = { get: async () => "nested" };' },
    'nested',
  ],
  ['a default export', 'index.handler', { 'index.mjs': 'export default { handler: async () => "d" };' }, 'd'],
  [
    'a handler that is not async',
    'index.handler',
    { 'index.cjs': 'exports.handler = () => "plain";' },
    'plain',
  ],
  [
    'a top-level await',
    'index.handler',
    { 'index.mjs': `const x = await Promise.resolve("awaited"); export const handler = async () => x;` },
    'awaited',
  ],
  [
    'a file of its own',
    'build/index.handler',
    {
      'build/index.cjs': 'const x = require("../x.cjs"); exports.handler = async () => x;',
      'x.cjs': 'module.exports = 5',
    },
    '5',
  ],
  [
    'a package in the zip',
    'index.handler',
    {
      'index.cjs': 'exports.handler = async () => require("p");',
      'node_modules/p/index.js': 'module.exports = "p"',
    },
    'p',
  ],
  [
    'the task root as working directory',
    'index.handler',
    {
      'index.cjs': 'exports.handler = async () => require("node:fs").readFileSync("a/data.txt", "utf8");',
      'a/data.txt': 'd',
    },
    'd',
  ],
])('%s is found', async (_name, Handler, files, expected) => {
  fixture = lambdaFixture({ fn: { files, properties: { Handler } } });
  const { payload, FunctionError } = await fixture.invoke('fn');
  expect({ payload: String(payload), FunctionError }).toEqual({
    payload: expected,
    FunctionError: undefined,
  });
});

test.each<[string, string, Record<string, string>, Record<string, unknown>]>([
  [
    'a missing module',
    'other.handler',
    { 'index.cjs': common },
    { errorType: 'Runtime.ImportModuleError', errorMessage: "Error: Cannot find module 'other'" },
  ],
  [
    'a missing export',
    'index.main',
    { 'index.cjs': common },
    { errorType: 'Runtime.HandlerNotFound', errorMessage: 'index.main is undefined or not exported' },
  ],
  [
    'an export that is no function',
    'index.handler',
    { 'index.cjs': 'exports.handler = 1;' },
    { errorType: 'Runtime.HandlerNotFound', errorMessage: 'index.handler is not a function' },
  ],
  ['a name without a dot', 'index', { 'index.cjs': common }, { errorType: 'Runtime.MalformedHandlerName' }],
  [
    'a path that leads out',
    '../index.handler',
    { 'index.cjs': common },
    { errorType: 'Runtime.MalformedHandlerName' },
  ],
  [
    'code that does not parse',
    'index.handler',
    { 'index.cjs': 'exports.handler =' },
    { errorType: 'Runtime.UserCodeSyntaxError' },
  ],
  [
    'code that throws',
    'index.handler',
    { 'index.cjs': 'throw new RangeError("too far");' },
    { errorType: 'RangeError', errorMessage: 'too far' },
  ],
  [
    'a callback',
    'index.handler',
    { 'index.cjs': 'exports.handler = (event, context, callback) => callback(null, 1);' },
    { errorType: 'Runtime.CallbackHandlerDeprecated' },
  ],
  [
    'an import that finds nothing',
    'index.handler',
    { 'index.mjs': 'import "nowhere"; export const handler = async () => 1;' },
    { errorType: 'Error', errorMessage: expect.stringContaining("Cannot find package 'nowhere'") },
  ],
  [
    'a module that waits for ever',
    'index.handler',
    { 'index.mjs': 'await new Promise(() => {}); export const handler = async () => 1;' },
    {
      errorType: 'Runtime.ExitError',
      errorMessage: 'RequestId: r Error: Runtime exited with error: exit status 13',
    },
  ],
  [
    'a process that ends while it loads',
    'index.handler',
    { 'index.cjs': 'process.exit(4);' },
    {
      errorType: 'Runtime.ExitError',
      errorMessage: 'RequestId: r Error: Runtime exited with error: exit status 4',
    },
  ],
])('%s is a function error, every time', async (_name, Handler, files, payload) => {
  fixture = lambdaFixture({ fn: { files, properties: { Handler } } });
  const reply = await fixture.invoke('fn', {}, { requestId: 'r' });
  expect(reply).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled', payload });
  expect((await fixture.invoke('fn')).FunctionError).toBe('Unhandled');
});

test('the repository around the home directory says nothing about a function', async () => {
  const files = {
    'index.js':
      'exports.handler = async () => { try { return require("around"); } catch ({ code }) { return code; } };',
  };
  fixture = lambdaFixture({ fn: { files } });
  const around = join(fixture.home, 'node_modules', 'around');
  mkdirSync(around, { recursive: true });
  writeFileSync(join(around, 'index.js'), 'module.exports = "found";');
  writeFileSync(join(fixture.home, 'package.json'), '{"type":"module"}');
  expect((await fixture.invoke('fn')).payload).toBe('MODULE_NOT_FOUND');
});
