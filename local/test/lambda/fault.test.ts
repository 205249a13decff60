import { lambdaFixture } from '../fixtures/lambda/functions.ts';
import type { Fixture } from '../fixtures/lambda/functions.ts';
import type { InvocationFault } from '../../src/lambda/index.ts';

const files = 'let n = 0; exports.handler = async () => { console.log("handled"); n += 1; return n; };';
const none: InvocationFault = { delayMs: 0, crash: false, error: undefined };

let fixture: Fixture;
afterEach(() => fixture.close());

/** Invokes a function twice, of which the first suffers. */
async function suffer(fault: Partial<InvocationFault>, source = files) {
  const faults: (InvocationFault | undefined)[] = [{ ...none, ...fault }];
  const sources = { fn: { files: source, properties: { Timeout: 1 } } };
  fixture = lambdaFixture(sources, undefined, () => faults.shift());
  const first = await fixture.invoke('fn', {}, { requestId: 'r' });
  return { first, second: await fixture.invoke('fn') };
}

test('an error comes in place of the handler', async () => {
  const { first, second } = await suffer({ error: { name: 'EmptyTable', cause: 'no rows' } });
  expect(first).toMatchObject({
    FunctionError: 'Unhandled',
    payload: { errorType: 'EmptyTable', errorMessage: 'no rows', trace: [] },
  });
  expect(first.log).not.toContain('handled');
  expect(second.payload).toBe(1);
});

test('a crash kills the process while it handles the event', async () => {
  const hangs = `${files.replace('return n', 'await new Promise((resolve) => setTimeout(resolve, 300)); return n')}`;
  const { first, second } = await suffer({ crash: true, delayMs: 100 }, hangs);
  expect(first).toMatchObject({
    FunctionError: 'Unhandled',
    payload: {
      errorType: 'Runtime.ExitError',
      errorMessage: 'RequestId: r Error: Runtime exited with error: signal: killed',
    },
  });
  expect(first.log).toContain('handled');
  // Another process.
  expect(second.payload).toBe(1);
});

test('a delay counts for the timeout', async () => {
  const { first, second } = await suffer({ delayMs: 5000 });
  expect(first.payload).toMatchObject({ errorType: 'Sandbox.Timedout' });
  expect(second.payload).toBe(1);
});

test('a shorter delay does no harm', async () => {
  const { first, second } = await suffer({ delayMs: 100 });
  expect([first.payload, second.payload]).toEqual([1, 2]);
});
