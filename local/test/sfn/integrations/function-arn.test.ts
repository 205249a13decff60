import { cleanUp, fakeService, oneTask, startService } from '../service-under-test.ts';

afterEach(cleanUp);

const arn = 'arn:aws:lambda:us-east-1:000000000000:function:f';

/** What a machine makes of a function that is its Task's Resource, and what the function was sent. */
async function ran(args: unknown, answer: { payload: string; FunctionError?: string }, input: unknown = {}) {
  const sent: unknown[] = [];
  const invoke = (call: { FunctionName: string; Payload: Uint8Array }) => {
    sent.push(call.FunctionName, Buffer.from(call.Payload).toString());
    return { ...answer, StatusCode: 200, Payload: Buffer.from(answer.payload) };
  };
  const test = startService({ machine: oneTask(arn, args) }, { fakes: [fakeService('lambda', { invoke })] });
  const record = await test.run('machine', input);
  const { executionArn } = record;
  const { events } = await test.call<{ events: { type: string }[] }>('getExecutionHistory', { executionArn });
  return { record, sent, types: events.map(({ type }) => type) };
}

// The events as recorded on AWS.
test('its ARN as Resource sends it the input and gives its payload', async () => {
  const { record, sent, types } = await ran(undefined, { payload: '{"b":2}' }, { a: 1 });
  expect(record).toMatchObject({ status: 'SUCCEEDED', output: '{"b":2}' });
  expect(sent).toEqual([arn, '{"a":1}']);
  expect(types).toEqual([
    'ExecutionStarted',
    'TaskStateEntered',
    'LambdaFunctionScheduled',
    'LambdaFunctionStarted',
    'LambdaFunctionSucceeded',
    'TaskStateExited',
    'ExecutionSucceeded',
  ]);
});

test.each([
  [null, 'null'],
  ['{}', '"{}"'],
  [{ a: null }, '{"a":null}'],
])('%j goes as it is', async (args, text) => {
  const { record, sent } = await ran(args, { payload: '' });
  expect(sent[1]).toBe(text);
  expect(record.output).toBe('null');
});

test('its error fails the task', async () => {
  const payload = '{"errorType":"Broken","errorMessage":"as told"}';
  const { record, types } = await ran({}, { payload, FunctionError: 'Unhandled' });
  expect(record).toMatchObject({ status: 'FAILED', error: 'Broken', cause: payload });
  expect(types).toContain('LambdaFunctionFailed');
});
