import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { administrator, isAlive, lambdaFixture, until } from '../fixtures/lambda/functions.ts';
import type { Fixture } from '../fixtures/lambda/functions.ts';

const echo = 'exports.handler = async (event, context) => ({ event, context, pid: process.pid });';

/** Waits for a text in a function's log; gives its first group. */
async function logged(name: string, pattern: RegExp): Promise<string> {
  for (;;) {
    const isThere = existsSync(join(fixture.home, 'logs', 'lambda', `${name}.log`));
    const found = isThere ? pattern.exec(fixture.logFile(name)) : null;
    if (found) return found[1] ?? found[0];
    await sleep(20);
  }
}

let fixture: Fixture;
afterEach(() => fixture.close());

describe('a result', () => {
  test('is what the handler returns', async () => {
    fixture = lambdaFixture({ echo: { files: echo } });
    const reply = await fixture.invoke('echo', { a: [1, 'ü'] });
    expect(reply).toMatchObject({ StatusCode: 200, payload: { event: { a: [1, 'ü'] } } });
    expect(reply.FunctionError).toBeUndefined();
  });

  test('is null where the handler returns nothing, and the event {} where none is sent', async () => {
    fixture = lambdaFixture({
      nothing: { files: 'exports.handler = async () => {};' },
      event: { files: 'exports.handler = async (event) => event;' },
    });
    expect((await fixture.invoke('nothing')).payload).toBeNull();
    const output = await fixture.service.call('invoke', { FunctionName: 'event' }, administrator());
    expect(Buffer.from((output as { Payload: Uint8Array }).Payload).toString()).toBe('{}');
  });

  test('tells version and log only where they are asked for', async () => {
    fixture = lambdaFixture({ echo: { files: echo } });
    const output = await fixture.service.call('invoke', { FunctionName: 'echo' }, administrator());
    expect(Object.keys(output as object).sort()).toEqual(['ExecutedVersion', 'Payload', 'StatusCode']);
    expect(output).toMatchObject({ ExecutedVersion: '$LATEST', StatusCode: 200 });
  });
});

test('the context is that of the invocation', async () => {
  const code =
    'exports.handler = async (_event, context) => ({ ...context, left: context.getRemainingTimeInMillis() });';
  fixture = lambdaFixture({ context: { files: code } });
  const { payload } = await fixture.invoke('context', {}, { requestId: 'request-1' });
  const { left, ...context } = payload as { left: number };
  expect(context).toMatchObject({
    awsRequestId: 'request-1',
    functionName: 'context',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:context',
    logGroupName: '/aws/lambda/context',
    memoryLimitInMB: '256',
  });
  expect(left).toBeGreaterThan(8000);
  expect(left).toBeLessThanOrEqual(10_000);
});

// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
test("the environment variables are the function's and those of AWS, and no others", async () => {
  process.env.OF_THE_RUNTIME = 'x';
  const Variables = { LAKE_BUCKET: 'lake', LIMIT: 5, TZ: 'Asia/Tokyo' };
  const properties = { Environment: { Variables }, Runtime: 'nodejs22.x' };
  fixture = lambdaFixture({ env: { files: 'exports.handler = async () => process.env;', properties } });
  const env = (await fixture.invoke('env')).payload as Record<string, string>;
  delete process.env.OF_THE_RUNTIME;
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, ...named } = env;
  const { AWS_LAMBDA_LOG_STREAM_NAME, LAMBDA_TASK_ROOT, LAMBDA_RUNTIME_DIR, _X_AMZN_TRACE_ID, ...rest } =
    named;
  const [task, runtime] = [LAMBDA_TASK_ROOT!, LAMBDA_RUNTIME_DIR!];
  const code = join(fixture.home, 'tmp', 'lambda');
  expect(rest).toEqual({
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
    AWS_LAMBDA_FUNCTION_NAME: 'env',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/env',
    AWS_REGION: 'us-east-1',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    LAKE_BUCKET: 'lake',
    LANG: 'en_US.UTF-8',
    LD_LIBRARY_PATH: `/lib64:/usr/lib64:${runtime}:${runtime}/lib:${task}:${task}/lib:/opt/lib`,
    LIMIT: '5',
    NODE_PATH: `/opt/nodejs/node22/node_modules:/opt/nodejs/node_modules:${code}/node_modules:${runtime}:${task}`,
    PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin/:/bin:/opt/bin`,
    TZ: 'Asia/Tokyo',
    _HANDLER: 'index.handler',
  });
  expect(AWS_SECRET_ACCESS_KEY).toBeTruthy();
  expect(AWS_SESSION_TOKEN).toBeTruthy();
  expect(AWS_LAMBDA_LOG_STREAM_NAME).toMatch(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
  expect(_X_AMZN_TRACE_ID).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/);
  expect(task.startsWith(join(code, 'env-'))).toBe(true);
  expect(existsSync(join(runtime, 'lambda-host.cjs'))).toBe(true);
  expect(fixture.credentials.holderOf(AWS_ACCESS_KEY_ID!).principal).toEqual({
    arn: 'arn:aws:sts::000000000000:assumed-role/app-dev-role/env',
    roleName: 'app-dev-role',
    functionName: 'env',
  });
});

test('the tracing header changes with each invocation, and time is UTC unless the function says otherwise', async () => {
  const code = `exports.handler = async () => [process.env._X_AMZN_TRACE_ID, process.env.TZ, new Date(0).getHours()];`;
  fixture = lambdaFixture({ zone: { files: code } });
  const [first, second] = [(await fixture.invoke('zone')).payload, (await fixture.invoke('zone')).payload];
  expect(first).toEqual([expect.any(String), ':UTC', 0]);
  expect((first as string[])[0]).not.toBe((second as string[])[0]);
});

describe('a failure of the handler', () => {
  test('is a function error with its own name', async () => {
    const code = `exports.handler = async () => {
      const error = new Error('no patients in bronze_patients');
      error.name = 'EmptyTable';
      throw error;
    };`;
    fixture = lambdaFixture({ fails: { files: code } });
    const reply = await fixture.invoke('fails');
    expect(reply).toMatchObject({
      StatusCode: 200,
      FunctionError: 'Unhandled',
      payload: { errorType: 'EmptyTable', errorMessage: 'no patients in bronze_patients' },
    });
    const [first, second] = (reply.payload as { trace: string[] }).trace;
    expect(first).toContain('no patients in bronze_patients');
    expect(second).toContain('index.cjs:2:');
    expect(reply.log).toContain('\tERROR\tInvoke Error\t{"errorType":"EmptyTable"');
  });

  // The payloads are those of AWS's runtime interface client for Node.js and, for what it cannot report itself, of
  // the service; see the messages quoted in AWS's troubleshooting guide for Lambda.
  test.each<[string, string, Record<string, unknown>]>([
    ['of no error object', 'throw "text"', { errorType: 'string', errorMessage: 'text', trace: [] }],
    [
      'of a result that is no JSON',
      'return 1n',
      { errorType: 'Runtime.JSONStringifyError', errorMessage: 'Unable to stringify response body' },
    ],
    [
      'of an object that cannot be read',
      'throw Object.create(null)',
      { errorType: 'handled', errorMessage: expect.stringContaining('there was a problem while retrieving') },
    ],
    [
      'outside of the promise',
      'setTimeout(() => { throw new TypeError("late") }); await new Promise(() => {})',
      { errorType: 'TypeError', errorMessage: 'late' },
    ],
    [
      'of a promise that nobody waits for',
      'void Promise.reject(new Error("lost")); await new Promise(() => {})',
      { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'Error: lost' },
    ],
    [
      'that ends the process',
      'process.exit(3)',
      {
        errorType: 'Runtime.ExitError',
        errorMessage: 'RequestId: r Error: Runtime exited with error: exit status 3',
      },
    ],
    [
      'that ends the process without an error',
      'process.exit()',
      {
        errorType: 'Runtime.ExitError',
        errorMessage: 'RequestId: r Error: Runtime exited without providing a reason',
      },
    ],
    [
      'by a signal',
      'process.abort()',
      {
        errorType: 'Runtime.ExitError',
        errorMessage: 'RequestId: r Error: Runtime exited with error: signal: aborted',
      },
    ],
    [
      'of a result over 6 MB',
      'return "x".repeat(6291556)',
      {
        errorType: 'Function.ResponseSizeTooLarge',
        errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
      },
    ],
  ])('%s', async (_name, body, payload) => {
    fixture = lambdaFixture({ fails: { files: `exports.handler = async () => { ${body} };` } });
    expect(await fixture.invoke('fails', {}, { requestId: 'r' })).toMatchObject({
      StatusCode: 200,
      FunctionError: 'Unhandled',
      payload,
    });
    await fixture.invoke('fails');
  });
});

describe('timeouts', () => {
  const code = `let calls = 0;
    exports.handler = async ({ wait, file, busy }) => {
      calls += 1;
      setTimeout(() => file && require('node:fs').writeFileSync(file, 'x'), 1200);
      while (busy);
      if (wait) await new Promise(() => {});
      return { calls, pid: process.pid };
    };`;

  test.each([{ wait: true }, { busy: true }])('end the process of %j', async (event) => {
    const properties = { Timeout: 1 };
    fixture = lambdaFixture({ slow: { files: code, properties }, control: { files: code } });
    const [late, control] = [join(fixture.home, 'late'), join(fixture.home, 'control')];
    const before = (await fixture.invoke('slow')).payload as { pid: number };
    await fixture.invoke('control', { file: control });
    const begun = performance.now();
    const reply = await fixture.invoke('slow', { ...event, file: late }, { requestId: 'r' });
    expect(performance.now() - begun).toBeGreaterThan(990);
    expect(reply).toMatchObject({
      FunctionError: 'Unhandled',
      payload: {
        errorType: 'Sandbox.Timedout',
        errorMessage: 'RequestId: r Error: Task timed out after 1.00 seconds',
      },
    });
    expect(reply.log).toMatch(/Z r Task timed out after 1\.00 seconds\n/);
    expect(isAlive(before.pid)).toBe(false);
    const after = (await fixture.invoke('slow')).payload as { calls: number; pid: number };
    expect(after).toMatchObject({ calls: 1 });
    expect(after.pid).not.toBe(before.pid);
    await until(() => existsSync(control));
    expect(existsSync(control)).toBe(true);
    await sleep(400);
    expect(existsSync(late)).toBe(false);
  });

  test('begin when the handler gets the event, not with the start of the process', async () => {
    const slowStart =
      'const end = Date.now() + 1100; while (Date.now() < end); exports.handler = async () => "done";';
    fixture = lambdaFixture({ slow: { files: slowStart, properties: { Timeout: 1 } } });
    const { payload, log } = await fixture.invoke('slow');
    expect(payload).toBe('done');
    expect(Number(/Init Duration: ([\d.]+) ms/.exec(log)![1])).toBeGreaterThan(1100);
  });
});

describe('memory', () => {
  const killed = {
    FunctionError: 'Unhandled',
    payload: {
      errorType: 'Runtime.OutOfMemory',
      errorMessage: 'RequestId: r Error: Runtime exited with error: signal: killed',
    },
  };

  test('outside of the JavaScript heap counts, and more than MemorySize ends the process', async () => {
    const code = `exports.handler = async () => {
      const held = [];
      for (;;) {
        held.push(new Uint8Array(2 ** 24).fill(1));
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };`;
    fixture = lambdaFixture({ greedy: { files: code, properties: { MemorySize: 128 } } });
    const reply = await fixture.invoke('greedy', {}, { requestId: 'r' });
    expect(reply).toMatchObject(killed);
    expect(reply.log).toContain(
      'RequestId: r Error: Runtime exited with error: signal: killed\nRuntime.OutOfMemory\n',
    );
    expect(reply.log).toMatch(/Memory Size: 128 MB\tMax Memory Used: 128 MB/);
  });

  test('that was exceeded for a moment only counts too', async () => {
    const code = 'exports.handler = async () => new Uint8Array(2 ** 28).fill(1).length;';
    fixture = lambdaFixture({ peak: { files: code, properties: { MemorySize: 128 } } });
    if (process.platform !== 'linux') return;
    expect(await fixture.invoke('peak', {}, { requestId: 'r' })).toMatchObject(killed);
  });

  test('within the limit is no trouble', async () => {
    const code = 'exports.handler = async () => new Uint8Array(2 ** 27).fill(1).length;';
    fixture = lambdaFixture({ modest: { files: code } });
    const { payload, log } = await fixture.invoke('modest');
    expect(payload).toBe(2 ** 27);
    const [, used] = /Max Memory Used: (\d+) MB/.exec(log)!;
    expect(Number(used)).toBeGreaterThan(128);
    expect(Number(used)).toBeLessThan(256);
  });
});

describe('environments', () => {
  const counter =
    'let n = 0; exports.handler = async ({ fail }) => { n += 1; if (fail) throw new Error(n); return n; };';

  test('are used again, also after an error that the handler threw', async () => {
    fixture = lambdaFixture({ counter: { files: counter } });
    expect((await fixture.invoke('counter')).payload).toBe(1);
    expect((await fixture.invoke('counter', { fail: true })).FunctionError).toBe('Unhandled');
    const { payload, log } = await fixture.invoke('counter');
    expect(payload).toBe(3);
    expect(log).not.toContain('Init Duration');
  });

  test('are not shared by functions, nor by events at the same time', async () => {
    const code = `let busy = false; exports.handler = async () => {
      if (busy) throw new Error('shared');
      busy = true; await new Promise((resolve) => setTimeout(resolve, 100)); busy = false;
      return process.pid;
    };`;
    fixture = lambdaFixture({ one: { files: code }, two: { files: code } });
    const names = ['one', 'two', 'one', 'two', 'one', 'two'];
    const replies = await Promise.all(names.map((name) => fixture.invoke(name)));
    expect(replies.map(({ FunctionError }) => FunctionError)).toEqual(names.map(() => undefined));
    const of = (name: string) =>
      new Set(replies.filter((_, i) => names[i] === name).map(({ payload }) => payload));
    expect([...of('one')].filter((pid) => of('two').has(pid))).toEqual([]);
  });

  test('handle as many events at once as there are processors, and no more', async () => {
    // Nobody returns before as many as there are processors have met.
    const code = `const { mkdirSync, readdirSync, writeFileSync } = require('node:fs');
      exports.handler = async ({ directory, count }, { awsRequestId }) => {
        mkdirSync(directory, { recursive: true });
        const start = Date.now();
        writeFileSync(directory + '/' + awsRequestId, '');
        while (readdirSync(directory).length < count) await new Promise((resolve) => setTimeout(resolve, 10));
        await new Promise((resolve) => setTimeout(resolve, 50));
        return [start, Date.now()];
      };`;
    fixture = lambdaFixture({ meets: { files: code } });
    const count = availableParallelism();
    const event = { directory: join(fixture.home, 'met'), count };
    const replies = await Promise.all(
      Array.from({ length: 3 * count }, () => fixture.invoke('meets', event)),
    );
    expect(replies.map(({ FunctionError }) => FunctionError)).toEqual(replies.map(() => undefined));
    const spans = replies.map(({ payload }) => payload as [number, number]);
    const atOnce = spans.map(([start]) => spans.filter(([from, to]) => from <= start && start < to).length);
    expect(Math.max(...atOnce)).toBe(count);
  });

  test('handle what a function calls beside those, since the function waits for it', async () => {
    const code = `exports.handler = ({ ended }) => new Promise((resolve) => {
      const timer = setInterval(() => {
        if (!require('node:fs').existsSync(ended)) return;
        clearInterval(timer);
        resolve();
      }, 10);
    });`;
    fixture = lambdaFixture({ waits: { files: code }, echo: { files: echo } });
    const ended = join(fixture.home, 'ended');
    const waiting = Array.from({ length: availableParallelism() }, () => fixture.invoke('waits', { ended }));
    const { accessKeyId } = fixture.credentials.issue('app-dev-role', 'waits');
    const { principal } = fixture.credentials.holderOf(accessKeyId);
    expect(await fixture.invoke('echo', 1, { principal })).toMatchObject({ payload: { event: 1 } });
    writeFileSync(ended, '');
    expect((await Promise.all(waiting)).every(({ FunctionError }) => FunctionError === undefined)).toBe(true);
  });

  test('are at most two for each processor', async () => {
    const most = 2 * availableParallelism();
    const names = Array.from({ length: most + 2 }, (_, i) => `f${i}`);
    fixture = lambdaFixture(Object.fromEntries(names.map((name) => [name, { files: echo }])));
    const pids: number[] = [];
    for (const name of names) pids.push(((await fixture.invoke(name)).payload as { pid: number }).pid);
    await until(() => !isAlive(pids[1]!));
    // Those unused for longest made room.
    expect(pids.map(isAlive)).toEqual(names.map((_, i) => i >= 2));
    expect((await fixture.invoke(names.at(-1)!)).payload).toMatchObject({ pid: pids.at(-1) });
  });

  test('end with stop(), and so do events under way', async () => {
    fixture = lambdaFixture({
      idle: { files: echo },
      hangs: { files: 'console.log(process.pid); exports.handler = () => new Promise(() => {});' },
    });
    const { pid } = (await fixture.invoke('idle')).payload as { pid: number };
    const hanging = fixture.invoke('hangs').catch((error: unknown) => error);
    const hangingPid = Number(await logged('hangs', /INFO\t(\d+)\n[^]*START/));
    await fixture.service.stop();
    expect(await hanging).toMatchObject({ code: 'ServiceException', statusCode: 500 });
    expect([pid, hangingPid].map(isAlive)).toEqual([false, false]);
    await expect(fixture.invoke('idle')).rejects.toMatchObject({ code: 'ServiceException' });
  });
});

describe('an abort', () => {
  test('ends the process and rejects with its reason', async () => {
    const code = 'exports.handler = async () => { console.log(process.pid); await new Promise(() => {}); };';
    fixture = lambdaFixture({ hangs: { files: code }, echo: { files: echo } });
    const controller = new AbortController();
    const hanging = fixture
      .invoke('hangs', {}, { signal: controller.signal })
      .catch((error: unknown) => error);
    const pid = Number(await logged('hangs', /INFO\t(\d+)\n/));
    controller.abort(new Error('stopped'));
    expect(await hanging).toMatchObject({ message: 'stopped' });
    expect(isAlive(pid)).toBe(false);
    expect((await fixture.invoke('echo')).StatusCode).toBe(200);
  });

  test('ends the wait for a place', async () => {
    const code = 'exports.handler = () => new Promise((resolve) => setTimeout(resolve, 400));';
    fixture = lambdaFixture({ slow: { files: code } });
    const busy = Array.from({ length: availableParallelism() }, () => fixture.invoke('slow'));
    const controller = new AbortController();
    const waiting = fixture.invoke('slow', {}, { signal: controller.signal });
    controller.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    expect(
      (await Promise.all([...busy, fixture.invoke('slow')])).map(({ StatusCode }) => StatusCode),
    ).toEqual(Array.from({ length: availableParallelism() + 1 }, () => 200));
  });
});

describe('a process that the handler started, with the same output,', () => {
  const starts = `const { spawn } = require('node:child_process');
    exports.handler = async ({ detached, exit }) => {
      const { pid } = spawn('sleep', ['25'], { stdio: 'inherit', detached });
      console.log('started', pid);
      if (exit) process.exit(3);
      await new Promise(() => {});
    };`;
  const startedPid = async () => Number(await logged('starts', /started (\d+)\n/));

  test('ends with the timeout', async () => {
    fixture = lambdaFixture({ starts: { files: starts, properties: { Timeout: 1 } } });
    const begun = performance.now();
    expect((await fixture.invoke('starts')).payload).toMatchObject({ errorType: 'Sandbox.Timedout' });
    expect(performance.now() - begun).toBeLessThan(5000);
    const pid = await startedPid();
    await until(() => !isAlive(pid));
    expect(isAlive(pid)).toBe(false);
  });

  test('ends with an environment that ends by itself', async () => {
    fixture = lambdaFixture({ starts: { files: starts } });
    const begun = performance.now();
    expect(await fixture.invoke('starts', { exit: true }, { requestId: 'r' })).toMatchObject({
      payload: { errorMessage: 'RequestId: r Error: Runtime exited with error: exit status 3' },
    });
    expect(performance.now() - begun).toBeLessThan(5000);
    const pid = await startedPid();
    await until(() => !isAlive(pid));
    expect(isAlive(pid)).toBe(false);
  });

  test('ends with an environment that is killed', async () => {
    fixture = lambdaFixture({ starts: { files: starts } });
    const hanging = fixture.invoke('starts').catch((error: unknown) => error);
    const pid = await startedPid();
    const begun = performance.now();
    await fixture.service.stop();
    expect(performance.now() - begun).toBeLessThan(5000);
    expect(await hanging).toMatchObject({ code: 'ServiceException' });
    await until(() => !isAlive(pid));
    expect(isAlive(pid)).toBe(false);
  });

  test('holds nothing up where it left the process group', async () => {
    fixture = lambdaFixture({ starts: { files: starts, properties: { Timeout: 1 } } });
    const begun = performance.now();
    const { payload } = await fixture.invoke('starts', { detached: true });
    process.kill(await startedPid(), 'SIGKILL');
    expect(payload).toMatchObject({ errorType: 'Sandbox.Timedout' });
    expect(performance.now() - begun).toBeLessThan(5000);
  });
});

describe('the log', () => {
  test('has what the function wrote, between START and END, in AWS format', async () => {
    const code = `console.info('loaded %d', 1);
      exports.handler = async () => {
        console.log('a', { b: 1 }); console.warn('careful'); console.error('bad'); console.debug('detail');
        process.stderr.write('raw without line break');
      };`;
    fixture = lambdaFixture({ writes: { files: code } });
    const { log } = await fixture.invoke('writes', {}, { requestId: 'r' });
    const lines = log.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, 'TIME').split('\n');
    expect(lines.slice(0, 2)).toEqual([
      'TIME\tundefined\tINFO\tloaded 1',
      'START RequestId: r Version: $LATEST',
    ]);
    expect(lines.filter((line) => line.startsWith('TIME\tr'))).toEqual([
      'TIME\tr\tINFO\ta { b: 1 }',
      'TIME\tr\tWARN\tcareful',
      'TIME\tr\tERROR\tbad',
      'TIME\tr\tDEBUG\tdetail',
    ]);
    expect(lines).toContain('raw without line break');
    expect(lines.slice(-3, -2)).toEqual(['END RequestId: r']);
    expect(lines.at(-2)).toMatch(
      /^REPORT RequestId: r\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 256 MB\tMax Memory Used: \d+ MB\tInit Duration: [\d.]+ ms$/,
    );
    expect(fixture.logFile('writes')).toBe(log);
  });

  test('is handed out as its last 4 KB, and kept whole', async () => {
    const code =
      'exports.handler = async () => { for (let i = 0; i < 1000; i += 1) console.log("line", i); };';
    fixture = lambdaFixture({ writes: { files: code } });
    const { log } = await fixture.invoke('writes');
    expect(Buffer.byteLength(log)).toBe(4096);
    expect(log).toContain('line 999\n');
    expect(fixture.logFile('writes').match(/\tline \d+\n/g)).toHaveLength(1000);
  });
});

describe('other ways to invoke', () => {
  test('Event answers at once and runs in the background', async () => {
    const code = 'exports.handler = async ({ file }) => require("node:fs").writeFileSync(file, "done");';
    fixture = lambdaFixture({ writes: { files: code } });
    const file = join(fixture.home, 'file');
    const input = { FunctionName: 'writes', InvocationType: 'Event', Payload: JSON.stringify({ file }) };
    expect(await fixture.service.call('invoke', input, administrator())).toEqual({
      StatusCode: 202,
      Payload: new Uint8Array(),
    });
    await until(() => existsSync(file));
    expect(existsSync(file)).toBe(true);
  });

  test('DryRun runs nothing', async () => {
    fixture = lambdaFixture({ echo: { files: echo } });
    const input = { FunctionName: 'echo', InvocationType: 'DryRun' };
    expect(await fixture.service.call('invoke', input, administrator())).toMatchObject({ StatusCode: 204 });
    expect(readdirSync(fixture.home)).not.toContain('logs');
  });

  test.each([
    'echo',
    'echo:$LATEST',
    '000000000000:function:echo',
    'arn:aws:lambda:us-east-1:000000000000:function:echo',
    'arn:aws:lambda:us-east-1:000000000000:function:echo:$LATEST',
  ])('the name %s', async (name) => {
    fixture = lambdaFixture({ echo: { files: echo } });
    expect((await fixture.invoke(name)).StatusCode).toBe(200);
  });
});

describe('what is refused', () => {
  const invoke = (input: Record<string, unknown>) =>
    fixture.service.call('invoke', { FunctionName: 'echo', ...input }, administrator());

  test.each<[string, Record<string, unknown>, string, number]>([
    ['an unknown function', { FunctionName: 'other' }, 'ResourceNotFoundException', 404],
    ['an unknown version', { Qualifier: '7' }, 'ResourceNotFoundException', 404],
    ['another account', { FunctionName: '111111111111:function:echo' }, 'ResourceNotFoundException', 404],
    ['no name', { FunctionName: 'a b' }, 'InvalidParameterValueException', 400],
    ['a payload that is no JSON', { Payload: '{"a":' }, 'InvalidRequestContentException', 400],
    ['a payload over 6 MB', { Payload: `"${'x'.repeat(6_291_455)}"` }, 'RequestTooLargeException', 413],
    [
      'an event over 1 MB',
      { InvocationType: 'Event', Payload: `"${'x'.repeat(1_048_575)}"` },
      'RequestTooLargeException',
      413,
    ],
    ['an unknown type', { InvocationType: 'Later' }, 'InvalidParameterValueException', 400],
    ['a member that is not supported', { ClientContext: 'e30=' }, 'InvalidParameterValueException', 400],
  ])('%s', async (_name, input, code, statusCode) => {
    fixture = lambdaFixture({ echo: { files: echo } });
    await expect(invoke(input)).rejects.toMatchObject({ code, statusCode, details: { Type: 'User' } });
  });

  test('a caller without permission, before anything runs', async () => {
    const asked: unknown[] = [];
    fixture = lambdaFixture({ echo: { files: echo } }, (permissions) => {
      asked.push(...permissions);
      throw new Error('denied');
    });
    await expect(invoke({ Qualifier: '$LATEST' })).rejects.toThrow('denied');
    expect(asked).toEqual([
      {
        action: 'lambda:InvokeFunction',
        resource: 'arn:aws:lambda:us-east-1:000000000000:function:echo:$LATEST',
      },
    ]);
    expect(readdirSync(fixture.home)).not.toContain('logs');
  });
});
