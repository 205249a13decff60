import { lambdaFixture } from '../fixtures/lambda/functions.ts';
import type { Fixture } from '../fixtures/lambda/functions.ts';

let fixture: Fixture;
afterEach(() => fixture.close());

function withRuntime(Runtime: string, code: string | Record<string, string>): Fixture {
  fixture = lambdaFixture({ fn: { files: code, properties: { Runtime, Timeout: 8 } } });
  return fixture;
}

const handler = (code: string) => `exports.handler = ${code};`;
const exitMessage = expect.stringContaining('a Promise that was never settled') as string;

// What each does on AWS: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html and the runtime's own source,
// https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/tree/v3.3.0/src
describe('nodejs22.x', () => {
  const runtime = 'nodejs22.x';

  test.each<[string, string, unknown]>([
    [
      'a callback gives the result',
      '(e, c, done) => { setTimeout(() => done(null, { ok: 1 }), 20); }',
      { ok: 1 },
    ],
    [
      'a callback waits for an empty event loop',
      `(e, c, done) => { const result = {}; setTimeout(() => { result.late = true; }, 50); done(null, result); }`,
      { late: true },
    ],
    [
      'or does not, when told so',
      `(e, c, done) => { c.callbackWaitsForEmptyEventLoop = false; setTimeout(() => {}, 100000); done(null, 1); }`,
      1,
    ],
    ['the first callback counts', '(e, c, done) => { done(null, 1); done(null, 2); c.succeed(3); }', 1],
    ['context.succeed gives the result', '(e, c) => { c.succeed({ ok: 1 }); }', { ok: 1 }],
    [
      'context.succeed waits for nothing',
      '(e, c) => { setTimeout(() => {}, 100000); c.succeed({ ok: 1 }); }',
      { ok: 1 },
    ],
    ['context.done gives the result', '(e, c) => { c.done(null, [1]); }', [1]],
    ['a plain value is no result', '(e) => ({ sync: true })', null],
    ['nothing at all is null', '() => {}', null],
    ['a promise gives the result', '(e) => Promise.resolve(e)', {}],
    ['an async function may have a callback, too', 'async (e, c, done) => 5', 5],
    [
      'a promise that nobody settles is null, unless the function is async',
      '() => new Promise(() => {})',
      null,
    ],
  ])('%s', async (_name, code, expected) => {
    const { payload, FunctionError } = await withRuntime(runtime, handler(code)).invoke('fn');
    expect({ payload, FunctionError }).toEqual({ payload: expected, FunctionError: undefined });
  });

  test.each<[string, string, object]>([
    [
      'an error given to the callback',
      '(e, c, done) => { setTimeout(() => {}, 100000); done(new RangeError("far")); }',
      { errorType: 'RangeError', errorMessage: 'far' },
    ],
    [
      'a text given to the callback',
      '(e, c, done) => { done("no") }',
      { errorType: 'string', errorMessage: 'no' },
    ],
    [
      'context.fail',
      '(e, c) => { c.fail(new Error("failed")); }',
      { errorType: 'Error', errorMessage: 'failed' },
    ],
    [
      'context.fail without an error',
      '(e, c) => { c.fail(); }',
      { errorType: 'string', errorMessage: 'handled' },
    ],
    [
      'an error thrown',
      '(e, c, done) => { throw new TypeError("thrown"); }',
      { errorType: 'TypeError', errorMessage: 'thrown' },
    ],
    [
      'a result that is no JSON',
      'async () => 1n',
      { errorType: 'Error', errorMessage: 'Unable to stringify response body' },
    ],
    [
      'an async function whose promise stays pending',
      'async () => { await new Promise(() => {}); }',
      { errorType: 'Runtime.NodeJsExit', errorMessage: exitMessage },
    ],
  ])('%s is an error, and the environment goes on', async (_name, code, expected) => {
    withRuntime(
      runtime,
      `let n = 0; exports.handler = (...all) => n++ ? all[1].succeed(n) : fail(...all);
      const fail = ${code}; if (fail.constructor.name === 'AsyncFunction') exports.handler = async () => n++ ? n : fail();`,
    );
    const reply = await fixture.invoke('fn');
    expect(reply).toMatchObject({ FunctionError: 'Unhandled', payload: expected });
    expect((await fixture.invoke('fn')).payload).toBe(2);
  });

  test('a default export is not looked into', async () => {
    withRuntime(runtime, { 'index.mjs': 'export default { handler: async () => 1 };' });
    expect((await fixture.invoke('fn')).payload).toMatchObject({ errorType: 'Runtime.HandlerNotFound' });
  });
});

test('nodejs20.x is as nodejs22.x', async () => {
  withRuntime('nodejs20.x', handler('(e, c, done) => { setTimeout(() => done(null, { ok: 1 }), 20); }'));
  expect((await fixture.invoke('fn')).payload).toEqual({ ok: 1 });
});

describe('nodejs24.x', () => {
  test.each(['() => new Promise(() => {})', 'async () => { await new Promise(() => {}); }'])(
    'ends at once when nothing can settle the promise of %s',
    async (code) => {
      const reply = await withRuntime('nodejs24.x', handler(code)).invoke('fn');
      const payload = { errorType: 'Runtime.NodeJsExit', errorMessage: exitMessage };
      expect(reply).toMatchObject({ FunctionError: 'Unhandled', payload });
    },
  );

  test.each<[string, string]>([
    ['a plain value', '(e) => 5'],
    ['a timer', '() => new Promise((resolve) => setTimeout(() => resolve(5), 20))'],
    ['a file', `async () => (await require('node:fs/promises').readFile(__filename)) && 5`],
    [
      'a timer that keeps nothing alive but is in time',
      `async () => {
      const timer = setTimeout(() => {}, 200);
      return new Promise((resolve) => setTimeout(() => { clearTimeout(timer); resolve(5); }, 20).unref());
    }`,
    ],
  ])('a result that comes by %s is waited for', async (_name, code) => {
    expect((await withRuntime('nodejs24.x', handler(code)).invoke('fn')).payload).toBe(5);
  });

  test('has neither callbacks nor what belongs to them', async () => {
    withRuntime('nodejs24.x', handler('(e, c) => Object.keys(c)'));
    const names = (await fixture.invoke('fn')).payload as string[];
    expect(names).not.toEqual(expect.arrayContaining(['succeed']));
    expect(names).not.toEqual(expect.arrayContaining(['callbackWaitsForEmptyEventLoop']));
  });
});

// https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html
describe('a response written to a stream', () => {
  const runtime = 'nodejs24.x';

  const streaming = (body: string) =>
    withRuntime(runtime, {
      'index.mjs': `export const handler = awslambda.streamifyResponse(async (event, stream, context) => { ${body} });`,
    });

  test('is answered whole', async () => {
    streaming(`stream.setContentType('application/json'); stream.write('{"a":');
      await new Promise((resolve) => setTimeout(resolve, 20)); stream.write(Buffer.from('1')); stream.end('}');`);
    expect((await fixture.invoke('fn')).payload).toEqual({ a: 1 });
    expect((await fixture.invoke('fn')).payload).toEqual({ a: 1 });
  });

  test('may be any bytes', async () => {
    streaming(`stream.end(Buffer.from([0x22, 0xff, 0x22]));`);
    const input = { FunctionName: 'fn' };
    const call = { principal: { arn: 'arn:aws:iam::000000000000:root' }, requestId: 'r' };
    const { Payload } = (await fixture.service.call('invoke', input, call)) as { Payload: Uint8Array };
    expect([...Payload]).toEqual([0x22, 0xff, 0x22]);
  });

  test('may come from a pipeline, and objects are written as JSON', async () => {
    streaming(`const { pipeline } = await import('node:stream/promises'); const { Readable } = await import('node:stream');
      stream.write({ b: [1] }); await pipeline(Readable.from(['  ', '  ']), stream);`);
    expect((await fixture.invoke('fn')).payload).toEqual({ b: [1] });
  });

  test('begins with status and headers where it is an HTTP response', async () => {
    streaming(
      `stream = awslambda.HttpResponseStream.from(stream, { statusCode: 201 }); stream.write('body'); stream.end();`,
    );
    const call = { principal: { arn: 'arn:aws:iam::000000000000:root' }, requestId: 'r' };
    const output = await fixture.service.call('invoke', { FunctionName: 'fn' }, call);
    const text = Buffer.from((output as { Payload: Uint8Array }).Payload).toString();
    expect(text).toBe(`{"statusCode":201}${'\0'.repeat(8)}body`);
  });

  test.each<[string, string, object]>([
    [
      'an error midway',
      `stream.write('x'); throw new RangeError('mid');`,
      { errorType: 'RangeError', errorMessage: 'mid' },
    ],
    [
      'a content type that comes too late',
      `stream.write('x'); stream.setContentType('text/html');`,
      { errorType: 'Runtime.InvalidStreamingOperation', errorMessage: 'Cannot set content-type, too late.' },
    ],
    [
      'a stream that is destroyed',
      `stream.write('x'); stream.destroy(new Error('gone'));`,
      { errorType: 'Error', errorMessage: 'gone' },
    ],
  ])('%s is a function error', async (_name, body, payload) => {
    expect(await streaming(body).invoke('fn')).toMatchObject({ FunctionError: 'Unhandled', payload });
  });

  test('a handler that is not async is a function error', async () => {
    withRuntime(runtime, { 'index.mjs': `export const handler = awslambda.streamifyResponse(() => {});` });
    const errorMessage = 'Streaming does not support non-async handlers.';
    expect((await fixture.invoke('fn')).payload).toMatchObject({ errorMessage });
  });
});
