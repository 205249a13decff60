import { cleanUp, passThrough, startService } from './service-under-test.ts';

afterEach(cleanUp);

test.each([
  ['createActivity', 'Activities are not implemented'],
  ['getActivityTask', 'Activities are not implemented'],
  ['startSyncExecution', 'Express executions are not implemented'],
  ['testState', 'States are not tested alone'],
  ['updateStateMachine', 'State machines are those of the packaged template'],
  ['tagResource', 'The local sfn has no operation tagResource. It has: describeExecution,'],
  ['constructor', 'The local sfn has no operation constructor.'],
])('%s is refused by name', async (operation, message) => {
  const { call } = startService({ machine: passThrough });
  await expect(call(operation)).rejects.toMatchObject({
    code: 'UnknownOperationException',
    message: expect.stringContaining(message) as unknown,
  });
});

test('a member that is not carried out is refused by name', async () => {
  const { call } = startService({ machine: passThrough });
  await expect(call('describeExecution', { executionArn: 'arn', future: 1 })).rejects.toMatchObject({
    code: 'ValidationException',
    message: expect.stringContaining(
      'future is not implemented in describeExecution of the local sfn',
    ) as unknown,
  });
});
